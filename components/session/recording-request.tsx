'use client'
import { Expiry } from '#components/requests/expiry.tsx'
import { RequestButtons } from '#components/requests/request-buttons.tsx'
import { decisionWords } from '#components/requests/request-words.ts'
import type { Answers } from '#components/requests/use-answers.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RequestView } from '#lib/archives/model.ts'

/** A request to record this session: while it waits, its answer; and for whoever asked, what came of it. */
export function RecordingRequest({ request, answers }: { request: RequestView; answers: Answers }) {
  const { state, askedBy, answeredBy, reason, words, mine } = request
  if (state === 'used' || state === 'withdrawn') return null
  if (state !== 'waiting')
    return (
      <p role="status" className="wrap-anywhere mt-2 text-ink-2 text-xs">
        Your request: {decisionWords(request).toLowerCase()}{' '}
        {answeredBy !== null && state !== 'expired' && <PersonName name={answeredBy} />}
        {words !== null && `: “${visibleText(words, 200)}”`}
      </p>
    )
  return (
    <div className="mt-2 grid grid-cols-1 gap-2 rounded-md bg-raised p-2.5 text-xs">
      <p className="flex min-w-0 gap-1">
        {mine ? 'You asked to record' : <PersonName name={askedBy} className="font-medium" />}
        {!mine && <span className="flex-none">asks to record</span>}
      </p>
      {reason !== null && <p className="wrap-anywhere text-ink-2">“{visibleText(reason, 200)}”</p>}
      <Expiry request={request} />
      <RequestButtons request={{ ...request, kind: 'record' }} answers={answers} keys={request.mayAnswer} />
    </div>
  )
}
