/** What ends of itself, what does not fit, and what is lost. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'
const needs = ['control'] as const

export const troubleCases = [
  conformanceCase(
    'C-181',
    {
      sdk,
      needs,
      promise: 'A session that is full takes nobody more (1027)',
      source: '[docs] Limits: connections per session; beyond: 1027',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const { connections = 0 } = stage.control.platform.limits
      for (let count = 0; count < connections; count += 1) await stage.enter(sessionId)
      const late = await stage.page()
      const token = stage.token(sessionId)
      expect(await refusalOf(late.connect(stage.platform.key, sessionId, token))).toMatchObject({
        code: 1027,
      })
    },
  ),
  conformanceCase(
    'C-182',
    {
      sdk,
      needs,
      promise: 'A session that has all the streams it can have takes no more (1500, streamLimitExceeded)',
      source:
        '[source] Limits: streams per session are bounded; the publisher is told by 1500 and the reason',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('relayed'))
      const { streams } = stage.control.platform.limits
      for (let count = 0; count < streams; count += 1) await mia.publish({ videoSource: null })
      const { code, message } = await refusalOf(mia.publish({ videoSource: null }))
      expect([code, message]).toEqual([1500, expect.stringContaining('streamLimitExceeded')])
    },
  ),
  conformanceCase(
    'C-179',
    {
      sdk,
      needs,
      promise: 'Who watches as many streams as one can watches no more (1605)',
      source: '[docs] Limits: publishers times subscribers is bounded, error 1605',
    },
    async (stage) => {
      const { moderator, streamId } = await stage.scene('routed')
      const { subscriptionsOfOne } = stage.control.platform.limits
      for (let count = 0; count < subscriptionsOfOne; count += 1) await moderator.subscribe(streamId)
      expect(await refusalOf(moderator.subscribe(streamId))).toMatchObject({ code: 1605 })
    },
  ),
  conformanceCase(
    'C-183',
    {
      sdk,
      needs,
      promise: 'Who neither publishes nor subscribes for four hours is cut off (mediaIdle); who does stays',
      source: '[source] Limits: idle client, reason mediaIdle',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      await moderator.watch(streamId)
      stage.control.passHours(4)
      await ben.hears('sessionDisconnected', { reason: 'mediaIdle' })
      await mia.hears('connectionDestroyed', { id: ben.connectionId, reason: 'mediaIdle' })
      for (const page of [mia, moderator]) expect(await page.heard('sessionDisconnected')).toEqual([])
    },
  ),
  conformanceCase(
    'C-184',
    {
      sdk,
      needs,
      promise: 'A session of eight hours is cut off to move to another server (serverRotation)',
      source: '[docs] Limits: server rotation, sessions over 8 h may be cut',
    },
    async (stage) => {
      const { mia, moderator } = await stage.scene('relayed')
      stage.control.passHours(8)
      for (const page of [mia, moderator]) {
        await page.hears('sessionDisconnected', { reason: 'serverRotation' })
      }
    },
  ),
  conformanceCase(
    'C-185',
    {
      sdk,
      needs,
      promise: 'When the media server is lost its streams end (mediaStopped), and can be published again',
      source: '[source] Events and reasons: streamDestroyed mediaStopped',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('routed')
      await moderator.hears('streamCreated', { id: streamId })
      stage.control.faults.add({ target: 'media', match: { session: sessionId }, answer: 'lost', times: 1 })
      await mia.hears('publisher.streamDestroyed', { reason: 'mediaStopped' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'mediaStopped' })
      expect(await mia.heard('sessionDisconnected')).toEqual([])
      await moderator.watch(await mia.publish({ name: 'Mia again' }))
    },
  ),
  conformanceCase(
    'C-186',
    {
      sdk,
      needs,
      promise: 'Who does not come back is gone for the others: networkDisconnected',
      source: '[source] Events and reasons: networkDisconnected; others see a client leave after 30 to 40 s',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('connectionCreated', { id: mia.connectionId })
      stage.control.cut(mia.connectionId, 60_000)
      await mia.hears('sessionReconnecting')
      await moderator.hears('connectionDestroyed', { id: mia.connectionId, reason: 'networkDisconnected' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'networkDisconnected' })
    },
  ),
  conformanceCase(
    'C-187',
    {
      sdk,
      needs,
      promise: 'A signal that comes too fast is refused, and the next may pass',
      source:
        '[source] Limits: there is a rate limit, 429; the socket of 2.35 tells it as an unexpected response',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('relayed'))
      const match = { method: 'signal' }
      stage.control.faults.add({ target: 'signalling', match, answer: 429, times: 1, forMs: 0 })
      expect(await refusalOf(mia.signal({ type: 'chat', data: 'x' }))).toMatchObject({
        name: 'OT_UNEXPECTED_SERVER_RESPONSE',
      })
      await mia.signal({ type: 'chat', data: 'y' })
    },
  ),
  conformanceCase(
    'C-188',
    {
      sdk,
      needs,
      promise: 'What the server refuses a moderator is told by its name and code, whatever the page believed',
      source: '[source] Calls: forceUnpublish 403 and 404; forceDisconnect always 1011; errors 1530, 1540',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('streamCreated', { id: streamId })
      const refused = async (answer: 403 | 404, method: string, call: string, value: unknown) => {
        stage.control.faults.add({ target: 'signalling', match: { method }, answer, times: 1, forMs: 0 })
        const { name, code } = await refusalOf(moderator.ask('session', call, value))
        return `${name} ${code}`
      }
      const stream = { $stream: streamId }
      expect(await refused(403, 'delete', 'forceUnpublish', stream)).toBe('OT_PERMISSION_DENIED 1530')
      expect(await refused(404, 'delete', 'forceUnpublish', stream)).toMatch(/^OT_NOT_FOUND/)
      expect(await refused(403, 'delete', 'forceDisconnect', mia.connectionId)).toBe(
        'OT_INVALID_PARAMETER 1011',
      )
      expect(await refused(404, 'delete', 'forceDisconnect', mia.connectionId)).toBe(
        'OT_INVALID_PARAMETER 1011',
      )
      expect(await refused(403, 'update', 'forceMuteStream', stream)).toBe('OT_PERMISSION_DENIED 1540')
      expect(await mia.heard('sessionDisconnected')).toEqual([])
    },
  ),
  conformanceCase(
    'C-189',
    {
      sdk,
      promise: 'Nobody publishes in clear where all is encrypted',
      source: '[source] Browser SDK: 405 IncompatibleEncryptionSettings',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('routed', { e2ee: true }))
      expect(await refusalOf(mia.publish())).toMatchObject({ name: 'OT_STREAM_CREATE_FAILED', code: 1500 })
    },
  ),
]
