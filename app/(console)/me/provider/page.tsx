import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProviderLink } from '#components/me/provider-link.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { LINK_WORDS } from '#lib/provider/provider-words.ts'
import { providerLink } from '#lib/provider/queries.ts'

const TITLE = "Your organisation's sign-in"

export const metadata: Metadata = { title: TITLE }

const WORDS = new Map<string, string>(Object.entries(LINK_WORDS))

type Query = Promise<{ linked?: string | string[]; problem?: string | string[] }>

/** Whether the organisation's sign-in opens one's own account. */
export default async function Page({ searchParams }: { searchParams: Query }) {
  const link = await providerLink(await requireActor())
  if (!link) notFound()
  const { linked, problem } = await searchParams
  const came = {
    linked: linked !== undefined,
    problem: problem === undefined ? null : (WORDS.get(String(problem)) ?? LINK_WORDS.failed),
  }
  return (
    <>
      <TopBar switcher={false} path={[{ label: TITLE, href: '/me/provider' }]} />
      <PhoneHead title={TITLE} />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col bg-surface outline-none">
        <header className="flex h-13 flex-none items-center border-b px-4 max-sm:hidden">
          <h1 className="font-semibold text-[0.9375rem]">{TITLE}</h1>
        </header>
        <ProviderLink link={link} came={came} />
      </main>
    </>
  )
}
