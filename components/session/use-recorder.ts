'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useFreshRequests } from '#components/feed/use-fresh-requests.ts'
import { useAnswers } from '#components/requests/use-answers.ts'
import { useDoor } from '#components/shell/use-door.ts'
import { askToRecord } from '#lib/archives/actions.ts'
import type { RecordingRight } from '#lib/archives/model.ts'
import type { SessionView } from '#lib/live/model.ts'

export type Recorder = ReturnType<typeof useRecorder>

/** What the reader may do about a recording of this session, kept true: by the feed, and when the session comes or goes. */
export function useRecorder(position: number, session: SessionView, right: RecordingRight | null) {
  const router = useRouter()
  const { run, problem } = useDoor()
  const answers = useAnswers()
  useFreshRequests(position, session.id)
  const facts = `${session.live} ${session.mode}`
  const known = useRef(facts)
  useEffect(() => {
    if (known.current === facts) return
    known.current = facts
    router.refresh()
  }, [facts, router])
  return {
    right,
    answers,
    problem: problem ?? answers.problem,
    ask: (reason: string | undefined) =>
      run(() => askToRecord({ sessionId: session.id, ...(reason && { reason }) }), {
        done: 'Asked. It starts when somebody agrees',
      }),
  }
}
