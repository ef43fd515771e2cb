'use client'
import { Inbox } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { useFreshPage } from '#components/feed/use-fresh-page.ts'
import { useFreshRequests } from '#components/feed/use-fresh-requests.ts'
import { useChosenRow } from '#components/keys/use-chosen-row.ts'
import { useKeys } from '#components/keys/use-keys.ts'
import { KeptNote } from '#components/live/kept-note.tsx'
import { useKeptPlaces } from '#components/live/use-kept-places.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { RequestPart, RequestView } from '#lib/archives/model.ts'
import type { DeletionView } from '#lib/retention/model.ts'
import { DecidedList } from './decided-list.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { DeletionSide } from './deletion-side.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import { itemsOf, type RequestItem } from './request-item.ts'
import { RequestRow } from './request-row.tsx'
import { RequestSide } from './request-side.tsx'
import { useAnswers } from './use-answers.ts'

const HERE = 'Requests'
const NOTHING: Record<RequestPart, string> = {
  waiting: 'Nothing waits for a second person.',
  mine: 'You have not asked for anything.',
  decided: 'Nothing has been decided yet.',
}

/** Requests of one part, the first that waits chosen: by hand, or by keys alone. */
export function RequestsScreen({
  position,
  requests,
  deletions,
  part,
  open,
}: {
  position: number
  requests: readonly RequestView[]
  deletions: readonly DeletionView[]
  part: RequestPart
  /** The request that a link led to: chosen, or said to be over. */
  open: string | null
}) {
  const router = useRouter()
  const answers = useAnswers()
  useFreshPage()
  useFreshRequests(position)
  const { waiting, decided } = useMemo(() => itemsOf(requests, deletions), [requests, deletions])
  const { rows, handlers, ...held } = useKeptPlaces(waiting, answers.pending)
  const { chosen, choose, move, settled } = useChosenRow(rows, open)
  const act = (run: (request: RequestItem) => void) => () => {
    if (chosen && settled()) run(chosen)
  }
  useKeys(
    [
      { keys: 'j', label: 'Next request', group: HERE, repeats: true, run: () => move(1) },
      { keys: 'k', label: 'Previous request', group: HERE, repeats: true, run: () => move(-1) },
      { keys: 'y', label: 'Approve', group: HERE, run: act(answers.approve) },
      { keys: 'd', label: 'Refuse', group: HERE, run: act(answers.refuse) },
    ],
    answers.refusing === null && answers.deleting === null,
  )
  return (
    <>
      <header className="flex min-h-13 flex-none flex-wrap items-center gap-2.5 border-b px-4 py-2">
        <h1 className="font-semibold text-[0.9375rem] max-sm:hidden">Requests</h1>
        <span className="flex-1 text-ink-2">{part === 'waiting' && countWords(waiting)}</span>
        <Segmented
          label="Which requests"
          chosen={part}
          onChoose={(next) => router.push(next === 'waiting' ? '/requests' : `/requests?show=${next}`)}
          segments={[
            { id: 'waiting', label: 'Waiting' },
            { id: 'mine', label: 'Asked by me' },
            { id: 'decided', label: 'Decided' },
          ]}
        />
      </header>
      <div className="flex min-h-0 flex-1">
        <ScrollRegion label="Requests" className="min-h-0 min-w-0 flex-1 bg-surface">
          {open !== null && part === 'waiting' && !waiting.some(({ id }) => id === open) && (
            <p role="status" className="border-b px-4 py-3 text-ink-2">
              The request that this link is about does not wait any more, or is not yours to see.{' '}
              <Link href="/requests?show=decided" className="underline decoration-edge underline-offset-2">
                See what was decided
              </Link>
            </p>
          )}
          <div className="px-4 empty:hidden">
            <FormProblem>{answers.problem}</FormProblem>
          </div>
          <KeptNote {...held} what="requests" group={HERE} />
          {rows.length + decided.length === 0 && (
            <EmptyState icon={<Inbox aria-hidden="true" />} title={NOTHING[part]}>
              Where a project's policy asks for a second person, requests to record come here, and so does
              each deletion of a recording.
            </EmptyState>
          )}
          <ul className="empty:hidden" {...handlers}>
            {rows.map((request) => (
              <RequestRow
                key={request.id}
                request={request}
                answers={answers}
                chosen={request.id === chosen?.id}
                onChoose={() => choose(request.id)}
              />
            ))}
          </ul>
          {decided.length > 0 && <DecidedList requests={decided} />}
        </ScrollRegion>
        {chosen?.kind === 'record' && <RequestSide request={chosen} />}
        {chosen?.kind === 'delete' && <DeletionSide deletion={chosen} />}
      </div>
      <RefuseDialog answers={answers} />
      <DeleteDialog answers={answers} />
    </>
  )
}

function countWords(waiting: readonly RequestItem[]): string {
  const mine = waiting.filter(({ mayAnswer }) => mayAnswer).length
  const wait = waiting.length === 1 ? '1 waits' : `${waiting.length} wait`
  return waiting.length === 0 ? '' : `${wait} for a second person, ${mine} of them for you`
}
