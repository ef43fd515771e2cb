import { describe, expect, it } from 'vitest'
import { anAction, aSeenStream, aStream, at } from './session-builders.ts'
import { roomMuteIsAwaited, silencesToReport } from './sound-reports.ts'

const STREAMS = new Map([aStream('Mia')].map((stream) => [stream.id, stream]))

describe('bearing witness to a mute', () => {
  it('tells of a silence that somebody waits for', () => {
    const seen = [aSeenStream('Mia', { hasAudio: false })]
    expect(silencesToReport([anAction()], STREAMS, seen)).toEqual([
      { targetId: 'target', streamId: 'stream-Mia' },
    ])
  })

  it('tells nothing while the sound is on, or when this browser does not see the stream', () => {
    expect(silencesToReport([anAction()], STREAMS, [aSeenStream('Mia')])).toEqual([])
    expect(silencesToReport([anAction()], STREAMS, [])).toEqual([])
  })

  it('tells nothing that nobody asked for: people mute themselves as they like', () => {
    const seen = [aSeenStream('Mia', { hasAudio: false })]
    const confirmed = { state: 'confirmed', at: at('21:56:07'), by: 'watcher' } as const
    expect(silencesToReport([], STREAMS, seen)).toEqual([])
    expect(silencesToReport([anAction({ outcome: confirmed })], STREAMS, seen)).toEqual([])
    expect(silencesToReport([anAction({ kind: 'unpublish' })], STREAMS, seen)).toEqual([])
  })

  it("tells of the room's mute to whoever asked for it, and for its lifting likewise", () => {
    expect(roomMuteIsAwaited([anAction({ kind: 'muteAll' })], true)).toBe(true)
    expect(roomMuteIsAwaited([anAction({ kind: 'muteAll' })], false)).toBe(false)
    expect(roomMuteIsAwaited([anAction({ kind: 'liftMute' })], false)).toBe(true)
  })
})
