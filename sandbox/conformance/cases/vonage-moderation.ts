/** The unified platform's own server SDK: what it does to those in a session. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import { enterWithVonage, statusOf, vonageScene } from './vonage-scene.ts'

const sdk = '@vonage/video'
const needs = ['application'] as const

export const vonageModerationCases = [
  conformanceCase(
    'C-086',
    {
      sdk,
      needs,
      promise: 'Streams are listed, and one is read by its ID',
      source: '[source] REST, GET …/stream and …/stream/{T}',
    },
    async (stage) => {
      const { video, sessionId, streamId } = await vonageScene(stage)
      expect(await video.getStreamInfo(sessionId)).toMatchObject({ count: 1, items: [{ id: streamId }] })
      expect(await video.getStreamInfo(sessionId, streamId)).toMatchObject({
        id: streamId,
        name: 'Mia',
        videoType: 'camera',
      })
      expect(await statusOf(video.getStreamInfo(sessionId, 'nobody'))).toBe(404)
    },
  ),
  conformanceCase(
    'C-087',
    {
      sdk,
      needs,
      promise: 'One is muted, all are muted but those excluded, and it is lifted',
      source: '[source] REST, mute; [docs] excludedStreamIds',
    },
    async (stage) => {
      const { video, sessionId, mia, streamId } = await vonageScene(stage)
      await video.forceMuteAll(sessionId, [streamId])
      await video.disableForceMute(sessionId)
      await video.sendSignal({ type: 'now', data: '' }, sessionId)
      await mia.hears('signal', { type: 'signal:now' })
      expect(await mia.heard('publisher.muteForced')).toEqual([])
      await video.muteStream(sessionId, streamId)
      await mia.hears('publisher.muteForced')
    },
  ),
  conformanceCase(
    'C-088',
    {
      sdk,
      needs,
      promise: 'A client is disconnected, and is then not found (404)',
      source: '[source] REST, DELETE …/connection/{C}: 204; 404 not connected',
    },
    async (stage) => {
      const { video, sessionId, mia } = await vonageScene(stage)
      await video.disconnectClient(sessionId, mia.connectionId)
      await mia.hears('sessionDisconnected', { reason: 'forceDisconnected' })
      expect(await statusOf(video.disconnectClient(sessionId, mia.connectionId))).toBe(404)
    },
  ),
  conformanceCase(
    'C-089',
    {
      sdk,
      needs,
      promise: 'A signal reaches all, or the one it is for, and comes from nobody',
      source: '[source] REST, POST …/signal: 204; from is null',
    },
    async (stage) => {
      const { video, sessionId, mia } = await vonageScene(stage)
      const ben = await enterWithVonage(stage, sessionId, 'subscriber', 'p_ben')
      await video.sendSignal({ type: 'one', data: 'mia' }, sessionId, mia.connectionId)
      await video.sendSignal({ type: 'all', data: 'all' }, sessionId)
      await mia.hears('signal', { type: 'signal:one', data: 'mia', from: null })
      await ben.hears('signal', { type: 'signal:all', from: null })
      expect(await ben.heard('signal')).toHaveLength(1)
    },
  ),
  conformanceCase(
    'C-090',
    {
      sdk,
      needs,
      promise: 'Layout classes of a stream are set',
      source: '[source] REST, PUT …/stream',
    },
    async (stage) => {
      const { video, sessionId, streamId } = await vonageScene(stage)
      await video.setStreamClassLists(sessionId, [{ id: streamId, layoutClassList: ['full'] }])
      expect(await video.getStreamInfo(sessionId, streamId)).toMatchObject({ layoutClassList: ['full'] })
    },
  ),
  conformanceCase(
    'C-091',
    {
      sdk,
      needs,
      promise: 'An archive is found by its session, stopped, found finished, and deleted',
      source: '[source] REST, archives',
    },
    async (stage) => {
      const { video, sessionId, mia } = await vonageScene(stage)
      const { id } = await video.startArchive(sessionId, { name: 'evening' })
      await mia.hears('archiveStarted', { id })
      await eventually(async () => (await mia.framesSent()) > 15 || 'too few pictures yet', 30_000)
      expect(await video.searchArchives({ sessionId })).toMatchObject({ count: 1, items: [{ id }] })
      expect(await video.stopArchive(id)).toMatchObject({ status: 'stopped' })
      await eventually(async () => {
        const { status } = await video.getArchive(id)
        return status === 'available' || status
      }, 60_000)
      await video.deleteArchive(id)
      expect(await video.searchArchives({ sessionId })).toMatchObject({ count: 0 })
    },
  ),
]
