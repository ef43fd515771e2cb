'use client'
import { useEffect, useRef, useState } from 'react'
import type { SeenStream } from '#components/video/seen-stream.ts'
import type { StreamView } from '#lib/live/model.ts'
import { observeRoomMute, observeSound } from '#lib/moderation/actions.ts'
import type { ActionView } from '#lib/moderation/model.ts'
import { roomMuteIsAwaited, silencesToReport } from './sound-reports.ts'

/** Tells the server what this browser sees of sound, where somebody waits for it. Gives what to do on the room's mute. */
export function useSoundReports(
  sessionId: string,
  records: readonly ActionView[],
  streams: ReadonlyMap<string, StreamView>,
  seen: readonly SeenStream[],
): (active: boolean) => void {
  const told = useRef(new Set<string>())
  const [roomMute, setRoomMute] = useState<{ active: boolean } | null>(null)

  useEffect(() => {
    for (const { targetId, streamId } of silencesToReport(records, streams, seen)) {
      if (told.current.has(targetId)) continue
      told.current.add(targetId)
      // Lost or refused: another watcher tells it, or the action says that it is unconfirmed.
      observeSound({ streamId, hasAudio: false }).catch(() => {})
    }
  }, [records, streams, seen])

  useEffect(() => {
    if (roomMute === null || !roomMuteIsAwaited(records, roomMute.active)) return
    setRoomMute(null)
    observeRoomMute({ sessionId, active: roomMute.active }).catch(() => {})
  }, [roomMute, records, sessionId])

  return (active) => setRoomMute({ active })
}
