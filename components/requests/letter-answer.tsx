'use client'
import Link from 'next/link'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { approveRequest, refuseRequest } from '#lib/archives/actions.ts'
import type { RequestView } from '#lib/archives/model.ts'
import { Expiry } from './expiry.tsx'
import { decisionWords, toldWords } from './request-words.ts'

/** The request of a letter: what is asked, and yes or no by one click; or what became of it. */
export function LetterAnswer({ request, letter }: { request: RequestView; letter: string }) {
  const { sessionId, sessionName, projectName, askedBy, reason, connections, live } = request
  return (
    <section aria-labelledby="asked" className="mx-auto grid max-w-xl gap-4 px-4 py-8">
      <h1 id="asked" className="flex min-w-0 flex-wrap gap-x-1.5 font-semibold text-base">
        <PersonName name={askedBy} /> asks to record
      </h1>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2">
        <dt className="text-ink-2">Session</dt>
        <dd>
          <Link href={`/sessions/${sessionId}`} className="flex underline decoration-edge underline-offset-2">
            <PersonName name={sessionName} fallback="Session without a name" />
          </Link>
        </dd>
        <dt className="text-ink-2">Project</dt>
        <dd>
          <PersonName name={projectName} className="block" />
        </dd>
        <dt className="text-ink-2">Reason</dt>
        <dd className="wrap-anywhere">{reason === null ? 'None given' : `“${visibleText(reason, 200)}”`}</dd>
        <dt className="text-ink-2">Notice</dt>
        <dd>{live ? toldWords(connections) : 'The session is not live any more'}</dd>
      </dl>
      {request.state === 'waiting' ? (
        <Answer request={request} letter={letter} />
      ) : (
        <p role="status">
          {decisionWords(request)}{' '}
          {request.answeredBy !== null && request.state !== 'expired' && (
            <PersonName name={request.answeredBy} />
          )}
          . This letter has nothing more to answer.
        </p>
      )}
      <Link href="/requests" className="justify-self-start text-ink-2 underline underline-offset-2">
        All requests
      </Link>
    </section>
  )
}

function Answer({ request, letter }: { request: RequestView; letter: string }) {
  const { run, pending, problem } = useDoor()
  const [words, setWords] = useState('')
  if (!request.mayAnswer) return <p role="status">By the rules of this project you do not answer it.</p>
  const input = { requestId: request.id, letter, ...(words.trim() && { words: words.trim() }) }
  const approve = () => run(() => approveRequest(input), { done: 'Approved. The recording is asked for' })
  const refuse = () => run(() => refuseRequest(input), { done: 'Refused' })
  return (
    <div className="grid gap-3">
      <Field
        label="Words for whoever asked (optional)"
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Expiry request={request} />
      <FormProblem>{problem}</FormProblem>
      <span className="flex gap-2">
        <Button disabled={pending} onClick={refuse}>
          Refuse
        </Button>
        <Button variant="primary" disabled={pending} onClick={approve}>
          Approve
        </Button>
      </span>
    </div>
  )
}
