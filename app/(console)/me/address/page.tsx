import type { Metadata } from 'next'
import Link from 'next/link'
import { NewAddress } from '#components/me/new-address.tsx'
import { Section } from '#components/me/section.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { newAddress } from '#lib/people/change-address.ts'

const TITLE = 'Your e-mail address'

export const metadata: Metadata = { title: TITLE, referrer: 'no-referrer' }

/** Where the link to a new address leads: only whoever asked for it, signed in, can use it. */
export default async function Page() {
  const change = await newAddress(await requireActor())
  return (
    <>
      <TopBar switcher={false} path={[{ label: TITLE, href: '/me/address' }]} />
      <PhoneHead title={TITLE} />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col bg-surface outline-none">
        <header className="flex h-13 flex-none items-center border-b px-4 max-sm:hidden">
          <h1 className="font-semibold text-[0.9375rem]">{TITLE}</h1>
        </header>
        <ScrollRegion label="What the link changes" className="min-h-0 flex-1">
          <div className="max-w-2xl">
            {change ? (
              <NewAddress change={change} />
            ) : (
              <Section
                title="This link changes nothing here"
                about="Each link opens once, for half an hour, and only for the account that asked for it."
              >
                <Link href="/me/security" className="justify-self-start text-accent hover:underline">
                  Your account
                </Link>
              </Section>
            )}
          </div>
        </ScrollRegion>
      </main>
    </>
  )
}
