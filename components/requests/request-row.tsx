'use client'
import { clsx } from 'clsx'
import { CircleDot, Scale } from 'lucide-react'
import Link from 'next/link'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { DeletionHead, DeletionRule } from './deletion-row.tsx'
import { Expiry } from './expiry.tsx'
import { RequestButtons } from './request-buttons.tsx'
import type { RequestItem } from './request-item.ts'
import { answererWords, toldWords } from './request-words.ts'
import type { Answers } from './use-answers.ts'

/** A request that waits: who asks for what, why, by which rule, until when, and the answer. */
export function RequestRow({
  request,
  answers,
  chosen,
  onChoose,
}: {
  request: RequestItem
  answers: Answers
  chosen: boolean
  onChoose: () => void
}) {
  const { askedBy, askedAt, mine, reason } = request
  return (
    <li
      aria-current={chosen ? 'true' : undefined}
      onFocus={onChoose}
      onPointerDown={onChoose}
      className={clsx(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-4 border-b border-l-2 px-4 py-3.5 max-sm:grid-cols-1',
        chosen ? 'border-l-accent bg-selected' : 'border-l-transparent',
      )}
    >
      <div className="grid min-w-0 gap-2">
        <h2 className="flex min-w-0 items-baseline gap-2.5 font-semibold">
          {request.kind === 'record' ? <RecordHead request={request} /> : <DeletionHead deletion={request} />}
        </h2>
        <p className="flex min-w-0 items-center gap-2 pl-6">
          <Avatar name={askedBy} />
          <PersonName name={askedBy} className="font-medium" />
          <span className="text-ink-2">
            asked {mine && 'by you, '}
            <Age since={askedAt} /> ago
          </span>
        </p>
        {reason !== null && <p className="wrap-anywhere pl-6 text-ink-2">“{visibleText(reason, 500)}”</p>}
        {request.kind === 'record' ? (
          <p className="flex items-center gap-2 pl-6 text-ink-2 text-xs">
            <Scale aria-hidden="true" className="size-3.5 flex-none" />
            {`To be answered by ${answererWords(request.answerers)}. Everyone in the session sees the notice.`}
          </p>
        ) : (
          <DeletionRule deletion={request} />
        )}
      </div>
      <div className="grid w-62 content-start justify-items-end gap-2.5 max-sm:w-auto max-sm:justify-items-start max-sm:pl-6">
        <span className="w-full text-right max-sm:text-left">
          <Expiry request={request} />
        </span>
        <RequestButtons request={request} answers={answers} keys={chosen} />
        {request.kind === 'record' && (
          <span className="text-ink-2 text-xs">{toldWords(request.connections)}</span>
        )}
      </div>
    </li>
  )
}

function RecordHead({
  request: { sessionId, sessionName, projectName },
}: {
  request: Extract<RequestItem, { kind: 'record' }>
}) {
  return (
    <>
      <CircleDot aria-hidden="true" className="size-3.5 flex-none self-center text-ink-2" />
      Start an archive
      <Link
        href={`/sessions/${sessionId}`}
        prefetch={false}
        className="flex min-w-0 font-normal text-ink-2 underline decoration-edge underline-offset-2 hover:text-ink"
      >
        <PersonName name={sessionName} fallback="Session without a name" />
      </Link>
      <PersonName name={projectName} className="font-normal text-ink-2" />
    </>
  )
}
