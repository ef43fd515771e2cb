import type { SeenStream } from '#components/video/seen-stream.ts'
import type { StreamView } from '#lib/live/model.ts'
import type { ActionView } from '#lib/moderation/model.ts'

/**
 * Which mutes this browser can bear witness to: the platform sends no callback about muting, so a watching connection that
 * sees a stream without sound is the only sign. Told once for each mute that is still open, whichever came first: the
 * silence, or the news that somebody asked for it.
 */
export function silencesToReport(
  records: readonly ActionView[],
  streams: ReadonlyMap<string, StreamView>,
  seen: readonly SeenStream[],
): { targetId: string; streamId: string }[] {
  const silent = new Set(seen.filter((stream) => !stream.hasAudio).map(({ platformId }) => platformId))
  return records
    .filter(({ kind }) => kind === 'mute' || kind === 'muteAll')
    .flatMap(({ targets }) => targets)
    .flatMap(({ id, streamId, outcome }) => {
      const platformId = streamId === null ? undefined : streams.get(streamId)?.platformId
      const open = outcome.state === 'asked' || outcome.state === 'sent' || outcome.state === 'unconfirmed'
      return open && streamId !== null && platformId !== undefined && silent.has(platformId)
        ? [{ targetId: id, streamId }]
        : []
    })
}

/** Whether a change of the room's mute is what somebody asked for and still waits to hear of. */
export function roomMuteIsAwaited(records: readonly ActionView[], active: boolean): boolean {
  return records.some(
    ({ kind, outcome }) =>
      kind === (active ? 'muteAll' : 'liftMute') &&
      (outcome.state === 'asked' || outcome.state === 'sent' || outcome.state === 'unconfirmed'),
  )
}
