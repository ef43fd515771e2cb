'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useFreshRequests } from '#components/feed/use-fresh-requests.ts'
import { useAnswers } from '#components/requests/use-answers.ts'
import { useDoor } from '#components/shell/use-door.ts'
import { clock } from '#components/ui/clock.ts'
import { askToRecord } from '#lib/archives/actions.ts'
import type { RecordingRight } from '#lib/archives/model.ts'
import type { SessionView } from '#lib/live/model.ts'

/** A timer of a browser cannot wait longer than this; nobody looks at a session for so long. */
const LONGEST_WAIT_MS = 86_400_000

export type Recorder = ReturnType<typeof useRecorder>

/** What the reader may do about a recording of this session, kept true: by the feed, when the session comes or goes, and when its hours begin. */
export function useRecorder(position: number, session: SessionView, right: RecordingRight | null) {
  const router = useRouter()
  const { run, problem } = useDoor()
  const answers = useAnswers()
  useFreshRequests(position, session.id)
  const objections = session.openAlerts.filter(({ kind }) => kind === 'archiveObjection').length
  const facts = `${session.live} ${session.mode} ${objections}`
  const known = useRef(facts)
  useEffect(() => {
    if (known.current === facts) return
    known.current = facts
    router.refresh()
  }, [facts, router])
  const opensAt = right?.opensAt ?? null
  useEffect(() => {
    if (opensAt === null) return
    const left = Date.parse(opensAt) - clock.now()
    const timer = setTimeout(() => router.refresh(), Math.min(Math.max(left, 1_000), LONGEST_WAIT_MS))
    return () => clearTimeout(timer)
  }, [opensAt, router])
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
