import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LetterAnswer } from '#components/requests/letter-answer.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { requestOfLetter } from '#lib/archives/request-queries.ts'

export const metadata: Metadata = { title: 'Answer a request', referrer: 'no-referrer' }

type Props = { params: Promise<{ id: string; letter: string }> }

/** Where the link in a letter leads, after signing in: one request and its answer. To open it changes nothing. */
export default async function Page({ params }: Props) {
  const actor = await requireActor()
  await requirePermission(actor, 'archive.approve')
  const { id: requestId, letter } = await params
  const request = await requestOfLetter(actor, { requestId, letter })
  if (!request) notFound()
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Requests', href: '/requests' }]} />
      <PhoneHead title="Requests" />
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        <LetterAnswer request={request} letter={letter} />
      </main>
    </>
  )
}
