/** What a page sends, and what others learn of it. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

export const publishingCases = [
  conformanceCase(
    'C-130',
    {
      sdk,
      promise: 'A stream is known to others by its name, initials, size, type and connection',
      source: '[source] Messages: create /stream: name, channel, customProperties',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed', { initials: 'MK' })
      await moderator.hears('streamCreated', { id: streamId, stream: 'Mia' })
      expect(await moderator.stream(streamId)).toMatchObject({
        name: 'Mia',
        initials: 'MK',
        hasAudio: true,
        hasVideo: true,
        videoType: 'camera',
        videoDimensions: { width: 320, height: 240 },
        connectionId: mia.connectionId,
        data: 'p_mia',
      })
      expect((await moderator.stream(streamId)).creationTime).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    'C-131',
    {
      sdk,
      promise: 'A stream of sound alone has no picture',
      source: '[source] Messages: create /stream, channels audio and video',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed', { videoSource: null })
      await moderator.hears('streamCreated', { id: streamId })
      expect(await moderator.stream(streamId)).toMatchObject({ hasAudio: true, hasVideo: false })
      await moderator.subscribe(streamId)
      await moderator.receives(streamId, ({ audioEnergy }) => audioEnergy > 0)
    },
  ),
  conformanceCase(
    'C-132',
    {
      sdk,
      promise: 'A shared screen is seen as one',
      source: '[source] REST and Messages: videoType screen, source screen',
    },
    async (stage) => {
      const screen = { videoSource: 'screen', publishAudio: false, audioSource: null }
      const { sessionId, moderator, streamId } = await stage.scene('routed', screen)
      await moderator.subscribe(streamId)
      expect((await moderator.stream(streamId)).videoType).toBe('screen')
      await moderator.receives(streamId, ({ framesDecoded }) => framesDecoded > 2)
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ videoType: 'screen' }])
    },
  ),
  conformanceCase(
    'C-133',
    {
      sdk,
      promise: 'One connection may publish two streams, and each is watched for itself',
      source: '[docs] Webhooks: camera and screen are two streams',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene()
      const second = await mia.publish({
        name: 'Slides',
        drawn: { width: 640, height: 480 },
        audioSource: null,
      })
      await moderator.watch(streamId)
      await moderator.subscribe(second)
      await moderator.receives(second, ({ framesDecoded }) => framesDecoded > 5)
      expect(await stage.opentok.streams(sessionId)).toHaveLength(2)
      await mia.ask('session', 'unpublish', '$publisher')
      await moderator.hears('streamDestroyed', { id: second })
      expect(await moderator.streamIds()).toEqual([streamId])
    },
  ),
  conformanceCase(
    'C-134',
    {
      sdk,
      promise: 'Who stops publishing stays in the session; others see the stream end',
      source: '[source] Events and reasons: streamDestroyed clientDisconnected',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene()
      await moderator.watch(streamId)
      await mia.ask('session', 'unpublish', '$publisher')
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'clientDisconnected' })
      await moderator.hears('subscriber.destroyed', { id: streamId })
      await mia.hears('publisher.streamDestroyed', { reason: 'unpublished' })
      expect(await mia.heard('sessionDisconnected')).toEqual([])
      expect(await stage.opentok.streams(sessionId)).toEqual([])
    },
  ),
  conformanceCase(
    'C-135',
    {
      sdk,
      promise: 'A publisher that is destroyed takes its stream with it',
      source: '[source] Events and reasons: streamDestroyed',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('streamCreated', { id: streamId })
      await mia.ask('publisher', 'destroy')
      await mia.hears('publisher.destroyed')
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'clientDisconnected' })
    },
  ),
]
