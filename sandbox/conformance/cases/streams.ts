/** Streams and connections as a server sees them. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'

const sdk = 'opentok'

export const streamCases = [
  conformanceCase(
    'C-030',
    {
      sdk,
      promise: 'Streams of a session in which nobody ever was are not found',
      source: '[issue] REST, GET …/stream: 404 until somebody has connected',
    },
    async (stage) => {
      await expect(stage.opentok.streams(await stage.session())).rejects.toThrow('Not Found')
    },
  ),
  conformanceCase(
    'C-031',
    {
      sdk,
      promise: 'A session that everybody has left has no streams, and is found',
      source: '[issue] REST, GET …/stream: later, when empty, 200 with count 0',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      for (const page of [mia, moderator]) await page.ask('session', 'disconnect')
      await eventually(async () => (await stage.opentok.streams(sessionId)).length === 0 || 'still listed')
    },
  ),
  conformanceCase(
    'C-032',
    {
      sdk,
      promise: 'A stream is listed with its ID, name and video type, and nothing of who publishes it',
      source: '[source] REST, GET …/stream: id, videoType, name, layoutClassList; no connection ID',
    },
    async (stage) => {
      const { sessionId, streamId } = await stage.scene()
      expect(await stage.opentok.streams(sessionId)).toEqual([
        { id: streamId, name: 'Mia', videoType: 'camera', layoutClassList: [] },
      ])
    },
  ),
  conformanceCase(
    'C-033',
    {
      sdk,
      promise: 'A stream of a drawn picture is listed as custom',
      source: '[source] REST, GET …/stream: videoType camera | screen | custom',
    },
    async (stage) => {
      const { sessionId } = await stage.scene('relayed', { drawn: { width: 320, height: 240 } })
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ videoType: 'custom' }])
    },
  ),
  conformanceCase(
    'C-034',
    {
      sdk,
      promise: 'Layout classes are set, and set again to none',
      source: '[source] REST, PUT …/stream: {items: [{id, layoutClassList}]}',
    },
    async (stage) => {
      const { sessionId, streamId } = await stage.scene()
      await stage.opentok.setClasses(sessionId, streamId, ['full', 'left'])
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ layoutClassList: ['full', 'left'] }])
      await stage.opentok.setClasses(sessionId, streamId, [])
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ layoutClassList: [] }])
    },
  ),
  conformanceCase(
    'C-035',
    {
      sdk,
      promise: 'Layout classes of a stream that is not there are refused',
      source: '[source] REST, PUT …/stream: 400',
    },
    async (stage) => {
      const { sessionId } = await stage.scene('relayed')
      await expect(stage.opentok.setClasses(sessionId, 'nobody', ['full'])).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-036',
    {
      sdk,
      promise: 'Streams of a session that was never issued are refused',
      source: '[source] REST, GET …/stream: 408 bad session ID',
    },
    async (stage) => {
      const never = `1_${Buffer.from('1~nothing~at~all~').toString('base64url')}`
      await expect(stage.opentok.streams(never)).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-037',
    {
      sdk,
      promise: 'A client is disconnected: it, and the others, are told why; its streams end with it',
      source: '[source] REST, DELETE …/connection/{C}: 204; reasons forceDisconnected',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene()
      await stage.opentok.disconnect(sessionId, mia.connectionId)
      await mia.hears('sessionDisconnected', { reason: 'forceDisconnected' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'forceDisconnected' })
      await moderator.hears('connectionDestroyed', { id: mia.connectionId, reason: 'forceDisconnected' })
      expect(await stage.opentok.streams(sessionId)).toEqual([])
    },
  ),
  conformanceCase(
    'C-038',
    {
      sdk,
      promise: 'Who is not connected cannot be disconnected: not found',
      source: '[source] REST, DELETE …/connection/{C}: 404 not connected',
    },
    async (stage) => {
      const { sessionId, mia } = await stage.scene('relayed')
      await stage.opentok.disconnect(sessionId, mia.connectionId)
      await mia.hears('sessionDisconnected')
      await expect(stage.opentok.disconnect(sessionId, mia.connectionId)).rejects.toThrow(
        'Session or Connection not found',
      )
    },
  ),
  conformanceCase(
    'C-039',
    {
      sdk,
      promise: 'Who was disconnected may come back with the same token',
      source:
        '[docs] What REST cannot do: ban; a kicked client with a live token can be back within a second',
    },
    async (stage) => {
      const sessionId = await stage.session('relayed')
      const token = stage.token(sessionId, { data: 'p_mia' })
      const mia = await stage.enter(sessionId, { token })
      await stage.opentok.disconnect(sessionId, mia.connectionId)
      await mia.hears('sessionDisconnected')
      const back = await stage.enter(sessionId, { token })
      expect(back.connectionId).not.toBe(mia.connectionId)
    },
  ),
]
