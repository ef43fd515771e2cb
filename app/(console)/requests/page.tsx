import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RequestsScreen } from '#components/requests/requests-screen.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { mayAnywhere } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { REQUEST_PARTS } from '#lib/archives/model.ts'
import { listRequests } from '#lib/archives/request-queries.ts'
import { listDeletions } from '#lib/retention/list-deletions.ts'

export const metadata: Metadata = { title: 'Requests' }

/** Whoever asks for something or answers it comes here. */
const ANY: readonly Permission[] = ['archive.start', 'archive.approve', 'archive.delete', 'archive.consent']

type Search = Promise<Record<string, string | string[] | undefined>>

/** For whoever asks and for whoever answers: each sees what is theirs. */
export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  if (!ANY.some((permission) => mayAnywhere(actor, permission))) notFound()
  const { show, open } = await searchParams
  const part = REQUEST_PARTS.find((known) => known === show) ?? 'waiting'
  const { position, requests } = await listRequests(actor, part)
  const deletions = await listDeletions(actor, part)
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Requests', href: '/requests' }]} />
      <PhoneHead title="Requests" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <RequestsScreen
          position={position}
          requests={requests}
          deletions={deletions}
          part={part}
          open={typeof open === 'string' ? open : null}
        />
      </main>
    </>
  )
}
