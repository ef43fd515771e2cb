'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import type { Signal } from '#components/video/session-connection.ts'
import { acknowledgeNotice, objectToRecording } from '#lib/archives/actions.ts'
import type { RoomTicket } from '#lib/issuing/model.ts'
import { type RecordingNotice, readRecordingNotice } from './read-recording-notice.ts'

/** A start that was told and did not come about is forgotten after this. */
const BEGINS_MS = 20_000

export type RoomNotice = ReturnType<typeof useRecordingNotice>

/** What a participant is told of a recording, before and while it runs, and what they say to it. */
export function useRecordingNotice(ticket: RoomTicket, runs: boolean) {
  const { recording, projectName, receipt } = ticket
  const [notice, setNotice] = useState<Pick<RecordingNotice, 'by' | 'objections'> | null>(() => {
    const by = recording.by ?? recording.begins?.by
    return by === undefined ? null : { by, objections: recording.objections }
  })
  const [begins, setBegins] = useState(recording.begins !== null)
  const [shown, setShown] = useState(recording.begins?.start ?? null)
  const [objects, setObjects] = useState(recording.objects)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const hear = useCallback((signal: Signal) => {
    const told = readRecordingNotice(signal)
    if (!told) return
    setNotice(told)
    setBegins(true)
    setShown(told.start)
    announce('A recording is about to begin', 'own')
  }, [])
  useShown(shown, receipt)
  useBeginning(begins && !runs, () => setBegins(false))
  useAnnounceRecording(runs, () => {
    setBegins(false)
    setNotice(null) // the next one may be another's
  })
  const say = async (next: boolean) => {
    setPending(true)
    const reply = await replied(objectToRecording({ receipt, objects: next }))
    setPending(false)
    if (!reply?.ok) return setProblem(reply?.message ?? 'There was no answer. Try again in a moment.')
    setProblem(null)
    setObjects(next)
    announce(next ? 'You object to being recorded' : 'You no longer object', 'own')
  }
  return {
    state: runs ? ('runs' as const) : begins ? ('begins' as const) : ('off' as const),
    by: visibleText(notice?.by ?? `on behalf of ${projectName}`, 300),
    objections: notice?.objections ?? recording.objections,
    objects,
    problem,
    pending,
    hear,
    object: () => say(true),
    takeBack: () => say(false),
  }
}

/** Once the notice stands on the page, the page says so: a start may wait for it. */
function useShown(start: string | null, receipt: string): void {
  useEffect(() => {
    if (start !== null) void replied(acknowledgeNotice({ actionId: start, receipt }))
  }, [start, receipt])
}

function useBeginning(waits: boolean, over: () => void): void {
  const latest = useRef(over)
  latest.current = over
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(() => latest.current(), BEGINS_MS)
    return () => clearTimeout(timer)
  }, [waits])
}

function useAnnounceRecording(runs: boolean, over: () => void): void {
  const before = useRef(false)
  const latest = useRef(over)
  latest.current = over
  useEffect(() => {
    if (runs !== before.current) announce(runs ? 'Recording has started' : 'Recording has stopped')
    if (before.current && !runs) latest.current()
    before.current = runs
  }, [runs])
}
