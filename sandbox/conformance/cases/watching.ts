/** What a page receives: pictures that were decoded, sound that has energy. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

export const watchingCases = [
  conformanceCase(
    'C-150',
    {
      sdk,
      promise: 'In a routed session a stream is seen and heard, and is sent once however many watch',
      source: '[source] Media handshake: routed, the server offers to each subscriber',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('routed')
      const ben = await stage.enter(sessionId)
      await Promise.all([moderator.watch(streamId), ben.watch(streamId)])
      expect(await mia.peers()).toBe(1)
    },
  ),
  conformanceCase(
    'C-151',
    {
      sdk,
      promise: 'In a relayed session a stream is seen and heard, and is sent to each who watches',
      source: '[source] Media handshake: relayed, the publisher makes a peer connection per subscriber',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      await Promise.all([moderator.watch(streamId), ben.watch(streamId)])
      expect(await mia.peers()).toBe(2)
    },
  ),
  conformanceCase(
    'C-152',
    {
      sdk,
      promise: 'Who comes later sees the picture too, at once',
      source: '[source] Media: ask the publisher for a picture when a subscriber connects',
    },
    async (stage) => {
      const { sessionId, moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 30)
      const late = await stage.enter(sessionId)
      await late.subscribe(streamId)
      const from = performance.now()
      await late.receives(streamId, (now) => now.framesDecoded > 0)
      // A key frame that nobody asked for comes after many seconds, if at all.
      expect(performance.now() - from).toBeLessThan(10_000)
    },
  ),
  conformanceCase(
    'C-153',
    {
      sdk,
      promise: 'A page may watch itself, and two may watch each other',
      source: '[docs] Limits: streams per session, all see all',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('routed')
      const other = await moderator.publish({ name: 'Gavel' })
      await Promise.all([moderator.watch(streamId), mia.watch(other)])
    },
  ),
]

export const figureCases = [
  conformanceCase(
    'C-160',
    {
      sdk,
      promise: 'The figures of a subscriber say what came in, in which codec, and how large it is',
      source: '[source] Watching many rooms: getStats, {audio, video, timestamp}',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      const stats = await moderator.ask(`subscriber:${streamId}`, 'getStats')
      expect(stats).toMatchObject({
        audio: { packetsReceived: expect.any(Number) },
        video: { codec: expect.stringMatching(/vp8/i), width: 320, height: 240 },
        timestamp: expect.any(Number),
      })
    },
  ),
  conformanceCase(
    'C-161',
    {
      sdk,
      promise: 'The figures of a publisher say what went out',
      source: '[source] Browser SDK: publisher.getStats',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      const stats = await mia.ask('publisher', 'getStats')
      expect(Object.values(stats ?? {})).toMatchObject([
        { stats: { video: { packetsSent: expect.any(Number) } } },
      ])
    },
  ),
  conformanceCase(
    'C-162',
    {
      sdk,
      promise: 'Without media there are no figures yet (1015)',
      source: '[source] Errors: 1015 peer connection not connected (stats too early)',
    },
    async (stage) => {
      const { mia } = await stage.scene('relayed')
      expect(await refusalOf(mia.ask('publisher', 'getRtcStatsReport'))).toMatchObject({ code: 1015 })
    },
  ),
  conformanceCase(
    'C-163',
    {
      sdk,
      promise: 'How loud somebody is, is told while somebody listens for it',
      source: '[source] Watching many rooms: audioLevelUpdated, from 0 to 1',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      await moderator.page.evaluate((id) => globalThis.client.hearLevels(id), streamId)
      const { level } = await moderator.hears('subscriber.audioLevel', { id: streamId })
      expect(level).toBeGreaterThan(0)
      expect(level).toBeLessThanOrEqual(1)
    },
  ),
]
