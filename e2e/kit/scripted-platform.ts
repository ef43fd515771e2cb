import { parseArchiveId, parseConnectionId, parseStreamId } from '#lib/platform/ids.ts'
import type { PlatformArchive, PlatformClient, PlatformFailure } from '#lib/platform/model.ts'
import { fail, ok } from '#lib/system/result.ts'

export type Scene = {
  connections: { id: string; createdAt: Date | null }[]
  streams: { id: string; name?: string }[]
  archives?: PlatformArchive[]
  encrypted?: boolean
  /** Answered to every question instead. */
  failure?: PlatformFailure
}

/** A platform that answers questions from what a test says is there; it is asked nothing else. */
export function scriptedPlatform(scene: () => Scene): PlatformClient & { asked: number } {
  const trusted = <T>(parsed: { ok: true; value: T } | { ok: false }): T => {
    if (!parsed.ok) throw new Error('A test gave an id that is none')
    return parsed.value
  }
  const answer = async <T>(make: (now: Scene) => T) => {
    client.asked++
    const now = scene()
    return now.failure ? fail(now.failure) : ok(make(now))
  }
  const never = async () => {
    throw new Error('Reconciliation only asks')
  }
  const client = {
    asked: 0,
    listConnections: () =>
      answer(({ connections }) =>
        connections.map(({ id, createdAt }) => ({
          id: trusted(parseConnectionId(id)),
          state: 'connected' as const,
          createdAt,
        })),
      ),
    listStreams: () =>
      answer(({ streams }) =>
        streams.map(({ id, name = '' }) => ({ id: trusted(parseStreamId(id)), name, videoType: 'camera' })),
      ),
    describeSession: () => answer(({ encrypted = false }) => ({ mode: 'routed' as const, encrypted })),
    async getArchive(id: string) {
      const found = scene().archives?.find((archive) => archive.id === id)
      return found ? ok(found) : fail({ code: 'already-gone' as const })
    },
    createSession: never,
    mintToken: () => {
      throw new Error('Reconciliation only asks')
    },
    disconnect: never,
    muteStream: never,
    muteAll: never,
    signal: never,
    startArchive: never,
    stopArchive: never,
    listArchives: never,
    deleteArchive: never,
  } satisfies PlatformClient & { asked: number }
  return client
}

/** A recording as the platform describes it. */
export function aRecording(id: string, given: Partial<PlatformArchive>): PlatformArchive {
  const parsed = parseArchiveId(id)
  if (!parsed.ok) throw new Error('A test gave an id that is none')
  return {
    id: parsed.value,
    name: null,
    status: 'available',
    reason: null,
    createdAt: new Date(),
    duration: 60,
    size: 1_000,
    hasAudio: true,
    hasVideo: true,
    outputMode: 'composed',
    taken: null,
    resolution: null,
    url: null,
    ...given,
  } as PlatformArchive // sessionId is of no interest here
}
