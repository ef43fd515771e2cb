'use client'
import { Check, Clock, Undo2, X } from 'lucide-react'
import Link from 'next/link'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RequestItem } from './request-item.ts'
import { decisionWords } from './request-words.ts'

const ICON: Record<RequestItem['state'], typeof Check> = {
  waiting: Clock,
  approved: Check,
  used: Check,
  deleting: Check,
  done: Check,
  refused: X,
  withdrawn: Undo2,
  expired: Clock,
}

/** Requests with what came of them, newest first. */
export function DecidedList({ requests }: { requests: readonly RequestItem[] }) {
  return (
    <ul>
      {requests.map((request) => (
        <Decided key={request.id} request={request} />
      ))}
    </ul>
  )
}

function Decided({ request }: { request: RequestItem }) {
  const { sessionName, askedBy, answeredBy, answeredAt, expiresAt, state, words } = request
  const Icon = ICON[state]
  return (
    <li className="grid min-h-10 grid-cols-[1rem_7rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,2fr)_auto] items-center gap-3 border-b px-4 py-2 max-sm:grid-cols-[1rem_minmax(0,1fr)_auto]">
      <Icon aria-hidden="true" className="size-3.5 text-ink-2" />
      <span className="font-medium max-sm:hidden">
        {request.kind === 'record' ? 'Start an archive' : 'Delete an archive'}
      </span>
      <Link
        prefetch={false}
        href={request.kind === 'record' ? `/sessions/${request.sessionId}` : `/archives/${request.archiveId}`}
        className="flex min-w-0 underline decoration-edge underline-offset-2"
      >
        <PersonName name={sessionName} fallback="Session without a name" />
      </Link>
      <PersonName name={askedBy} className="max-sm:hidden" />
      <span className="min-w-0 text-ink-2 max-sm:col-span-2 max-sm:col-start-2">
        {decisionWords(request)}{' '}
        {answeredBy !== null && state !== 'expired' && <PersonName name={answeredBy} />}
        {words !== null && <span className="wrap-anywhere">: “{visibleText(words, 200)}”</span>}
      </span>
      <span className="text-ink-2 max-sm:col-start-3 max-sm:row-start-1">
        <Time at={answeredAt ?? (state === 'waiting' ? request.askedAt : expiresAt)} />
      </span>
    </li>
  )
}
