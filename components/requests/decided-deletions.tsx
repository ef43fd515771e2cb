'use client'
import { Check, Clock, Trash2, Undo2, X } from 'lucide-react'
import Link from 'next/link'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { DeletionState, DeletionView } from '#lib/retention/model.ts'

const STATE: Record<DeletionState, { icon: typeof Check; words: string }> = {
  waiting: { icon: Clock, words: 'Waits' },
  refused: { icon: X, words: 'Refused by' },
  withdrawn: { icon: Undo2, words: 'Withdrawn' },
  expired: { icon: Clock, words: 'Expired unanswered' },
  deleting: { icon: Check, words: 'Being deleted, approved by' },
  done: { icon: Trash2, words: 'Deleted, approved by' },
}

/** Deletions with what came of them, newest first. */
export function DecidedDeletions({ deletions }: { deletions: readonly DeletionView[] }) {
  return (
    <ul aria-label="Deletions">
      {deletions.map((deletion) => (
        <Decided key={deletion.id} deletion={deletion} />
      ))}
    </ul>
  )
}

function Decided({ deletion }: { deletion: DeletionView }) {
  const { archiveId, sessionName, askedBy, answeredBy, state, words, doneAt, answeredAt, askedAt } = deletion
  const { icon: Icon, words: said } = STATE[state]
  return (
    <li className="grid min-h-10 grid-cols-[1rem_7rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,2fr)_auto] items-center gap-3 border-b px-4 py-2 max-sm:grid-cols-[1rem_minmax(0,1fr)_auto]">
      <Icon aria-hidden="true" className="size-3.5 text-ink-2" />
      <span className="font-medium max-sm:hidden">Delete</span>
      <Link
        href={`/archives/${archiveId}`}
        className="flex min-w-0 underline decoration-edge underline-offset-2"
      >
        <PersonName name={sessionName} fallback="Session without a name" />
      </Link>
      <PersonName name={askedBy} className="max-sm:hidden" />
      <span className="min-w-0 text-ink-2 max-sm:col-span-2 max-sm:col-start-2">
        {said} {answeredBy !== null && <PersonName name={answeredBy} />}
        {words !== null && <span className="break-words">: “{visibleText(words, 200)}”</span>}
      </span>
      <span className="text-ink-2 max-sm:col-start-3 max-sm:row-start-1">
        <Time at={doneAt ?? answeredAt ?? askedAt} />
      </span>
    </li>
  )
}
