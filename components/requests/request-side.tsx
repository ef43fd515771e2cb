'use client'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import type { RequestView } from '#lib/archives/model.ts'
import { answererWords } from './request-words.ts'
import { SideFrame, WhoAnswers, WhoAsked } from './side-frame.tsx'

/** Beside the list: the session of the chosen request, why it needs somebody, and what would happen. */
export function RequestSide({ request }: { request: RequestView }) {
  const { sessionId, sessionName, live, connections, askedBy, mayAnswer, longestMinutes } = request
  return (
    <SideFrame
      name={sessionName}
      about={
        <>
          <p className="text-ink-2">
            {live ? `Live, ${formatCount(connections)} connections` : 'Not live any more'}
          </p>
          <Button asChild className="justify-self-start">
            <Link href={`/sessions/${sessionId}`}>See it first</Link>
          </Button>
        </>
      }
      why={
        <>
          <WhoAsked name={askedBy} may="may ask, and may not start by themselves" />
          <WhoAnswers
            mayAnswer={mayAnswer}
          >{`Answered by ${answererWords(request.answerers)}${mayAnswer ? ': that is you' : ''}`}</WhoAnswers>
        </>
      }
      would={[
        ['Starts', 'At once, in the name of whoever asked, with yours as who agreed'],
        ['Length', longestMinutes === null ? 'Until somebody stops it' : `${longestMinutes} min at most`],
        ['Notice', 'Everyone in the session sees that it runs'],
      ]}
    />
  )
}
