/** What changes of a stream, and how others learn it. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

export const changeCases = [
  conformanceCase(
    'C-136',
    {
      sdk,
      promise:
        'A camera is switched off and on: others see it, before and after, and the picture goes and comes',
      source: '[source] Messages: update of a channel, relayed to all as updated',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene()
      await moderator.watch(streamId)
      const about = { id: streamId, property: 'hasVideo' }
      await mia.ask('publisher', 'publishVideo', false)
      await moderator.hears('streamPropertyChanged', { ...about, oldValue: true, value: false })
      await moderator.hears('subscriber.videoDisabled', { reason: 'publishVideo' })
      await mia.ask('publisher', 'publishVideo', true)
      await moderator.hears('streamPropertyChanged', { ...about, oldValue: false, value: true })
      await moderator.hears('subscriber.videoEnabled', { reason: 'publishVideo' })
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 10)
    },
  ),
  conformanceCase(
    'C-137',
    {
      sdk,
      promise: 'A microphone is switched off and on, and others see it',
      source: '[source] Messages: update of a channel; what changes nothing is not told',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('streamCreated', { id: streamId })
      const about = { id: streamId, property: 'hasAudio' }
      await mia.ask('publisher', 'publishAudio', false)
      await moderator.hears('streamPropertyChanged', { ...about, oldValue: true, value: false })
      await mia.ask('publisher', 'publishAudio', true)
      await moderator.hears('streamPropertyChanged', { ...about, oldValue: false, value: true })
      expect(await moderator.heard('streamPropertyChanged')).toHaveLength(2)
    },
  ),
  conformanceCase(
    'C-138',
    {
      sdk,
      promise:
        'A stream published with camera or microphone off is seen so, and comes when it is switched on',
      source: '[source] Messages: create /stream, channel active',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('routed', { publishVideo: false })
      await moderator.hears('streamCreated', { id: streamId })
      expect(await moderator.stream(streamId)).toMatchObject({ hasVideo: false, hasAudio: true })
      await moderator.subscribe(streamId)
      await mia.ask('publisher', 'publishVideo', true)
      await moderator.hears('streamPropertyChanged', { property: 'hasVideo', value: true })
      await moderator.receives(streamId, ({ framesDecoded }) => framesDecoded > 10)
    },
  ),
  conformanceCase(
    'C-139',
    {
      sdk,
      promise: 'Another camera takes over in the same stream',
      source: '[source] Browser SDK: publisher.cycleVideo',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene()
      await moderator.watch(streamId)
      const before = await mia.videoSource()
      // The browser's second fake camera sees depth, of which no picture can be sent; the third sees again.
      for (const _ of [2, 3]) await mia.ask('publisher', 'cycleVideo')
      const after = await mia.videoSource()
      expect(after.deviceId).not.toBe(before.deviceId)
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 10)
      expect(await moderator.streamIds()).toEqual([streamId])
    },
  ),
  conformanceCase(
    'C-140',
    {
      sdk,
      promise: 'A picture that changes its size is told to those who watch, and to all',
      source: '[source] Messages: update of a channel, size changed; videoDimensionsChanged',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('routed', { drawn: { width: 320, height: 240 } })
      await moderator.watch(streamId)
      await mia.page.evaluate(() => globalThis.resizeDrawn(480, 360))
      await moderator.hears('subscriber.videoDimensionsChanged', { id: streamId, width: 480, height: 360 })
      await moderator.hears('streamPropertyChanged', { id: streamId, property: 'videoDimensions' })
      expect((await moderator.stream(streamId)).videoDimensions).toEqual({ width: 480, height: 360 })
    },
  ),
  conformanceCase(
    'C-141',
    {
      sdk,
      promise: 'A source that ends by itself ends the stream: mediaStopped',
      source: '[source] Events and reasons: streamDestroyed mediaStopped',
    },
    async (stage) => {
      const drawn = { drawn: { width: 320, height: 240 }, audioSource: null }
      const { mia, moderator, streamId } = await stage.scene('relayed', drawn)
      await moderator.hears('streamCreated', { id: streamId })
      await mia.page.evaluate(() => globalThis.endDrawn())
      await mia.hears('publisher.mediaStopped')
      await mia.hears('publisher.streamDestroyed', { reason: 'mediaStopped' })
      await moderator.hears('streamDestroyed', { id: streamId })
    },
  ),
]
