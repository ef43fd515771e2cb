/** What a page wants of a stream, and what it is spared. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'

const sdk = '@opentok/client'

export const wishCases = [
  conformanceCase(
    'C-154',
    {
      sdk,
      promise: 'A picture that is not wanted is not sent, and comes back when it is',
      source: '[source] Messages: update of a subscriber’s channel, active (subscribeToVideo)',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      await moderator.ask(`subscriber:${streamId}`, 'subscribeToVideo', false)
      let before = await moderator.stats(streamId)
      await eventually(async () => {
        const now = await moderator.stats(streamId)
        const quiet = now.audioBytes > before.audioBytes + 3_000 && now.videoBytes === before.videoBytes
        if (now.videoBytes !== before.videoBytes) before = now
        return quiet || JSON.stringify([before, now])
      }, 30_000)
      await moderator.ask(`subscriber:${streamId}`, 'subscribeToVideo', true)
      await moderator.receives(streamId, (now) => now.framesDecoded > before.framesDecoded + 10)
    },
  ),
  conformanceCase(
    'C-155',
    {
      sdk,
      promise: 'Sound that is not wanted is not sent',
      source: '[source] Messages: update of a subscriber’s channel, active (subscribeToAudio)',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      await moderator.ask(`subscriber:${streamId}`, 'subscribeToAudio', false)
      let before = await moderator.stats(streamId)
      await eventually(async () => {
        const now = await moderator.stats(streamId)
        const quiet = now.framesDecoded > before.framesDecoded + 15 && now.audioBytes === before.audioBytes
        if (now.audioBytes !== before.audioBytes) before = now
        return quiet || JSON.stringify([before, now])
      }, 30_000)
      await moderator.ask(`subscriber:${streamId}`, 'subscribeToAudio', true)
      await moderator.receives(streamId, (now) => now.audioBytes > before.audioBytes + 2_000)
    },
  ),
  conformanceCase(
    'C-156',
    {
      sdk,
      promise: 'A picture that is not wanted from the start is never sent, and comes when it is wanted',
      source:
        '[source] Messages: create of a subscriber names the channels it wants (subscribeToVideo: false)',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.subscribe(streamId, { subscribeToVideo: false })
      await moderator.receives(streamId, (now) => now.audioBytes > 4_000)
      expect(await moderator.stats(streamId)).toMatchObject({ framesDecoded: 0, videoBytes: 0 })
      await moderator.ask(`subscriber:${streamId}`, 'subscribeToVideo', true)
      await moderator.receives(streamId, (now) => now.framesDecoded > 10)
    },
  ),
  conformanceCase(
    'C-157',
    {
      sdk,
      promise: 'A preferred size and frame rate are accepted in a routed session',
      source: '[source] Watching many rooms: setPreferredResolution, setPreferredFrameRate',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      await moderator.watch(streamId)
      const subscriber = `subscriber:${streamId}`
      await moderator.ask(subscriber, 'setPreferredResolution', { width: 160, height: 120 })
      await moderator.ask(subscriber, 'setPreferredFrameRate', 7)
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 5)
    },
  ),
  conformanceCase(
    'C-158',
    {
      sdk,
      promise: 'A preferred size or frame rate is refused in a relayed session',
      source: '[source] Watching many rooms: reject in relayed sessions, "will not work in a P2P session"',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('relayed')
      await moderator.watch(streamId)
      const subscriber = `subscriber:${streamId}`
      const size = { width: 160, height: 120 }
      const refused = await refusalOf(moderator.ask(subscriber, 'setPreferredResolution', size))
      expect(refused.message).toMatch(/will not work in a P2P/)
      await refusalOf(moderator.ask(subscriber, 'setPreferredFrameRate', 7))
    },
  ),
  conformanceCase(
    'C-159',
    {
      sdk,
      promise: 'Who stops watching is sent nothing more',
      source: '[source] Messages: delete of a subscriber, stop forwarding; relayed: told to the publisher',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.watch(streamId)
      await moderator.ask('session', 'unsubscribe', { $subscriber: streamId })
      await moderator.hears('subscriber.destroyed', { id: streamId })
      await eventually(async () => (await mia.peers()) === 0 || 'it is still sent')
      expect(await moderator.streamIds()).toEqual([streamId])
    },
  ),
]
