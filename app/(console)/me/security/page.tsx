import type { Metadata } from 'next'
import Link from 'next/link'
import { AlertMailSection } from '#components/me/alert-mail-section.tsx'
import { SecuritySections } from '#components/me/security-sections.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { mailChoice } from '#lib/alerts/queries.ts'
import { securityPage } from '#lib/factors/queries.ts'
import { providerLink } from '#lib/provider/queries.ts'

export const metadata: Metadata = { title: 'Your account' }

/** Everybody's own page: whoever is signed in may open it, and it shows nobody else's. */
export default async function Page() {
  const actor = await requireActor()
  const [page, link, mail] = await Promise.all([securityPage(actor), providerLink(actor), mailChoice(actor)])
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Your account', href: '/me/security' }]} />
      <PhoneHead title="Your account" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col bg-surface outline-none">
        <header className="flex h-13 flex-none items-center gap-2.5 border-b px-4 max-sm:hidden">
          <h1 className="font-semibold text-[0.9375rem]">Your account</h1>
          <span className="truncate text-ink-2">{page.email}</span>
        </header>
        <ScrollRegion label="How you sign in" className="min-h-0 flex-1">
          <div className="max-w-2xl">
            <SecuritySections page={page} />
            {mail !== null && <AlertMailSection mail={mail} />}
            {link && (
              <p className="px-4 pb-6">
                <Link href="/me/provider" className="text-accent hover:underline">
                  Your organisation’s sign-in
                </Link>
              </p>
            )}
          </div>
        </ScrollRegion>
      </main>
    </>
  )
}
