/** What does not fit, and what the server refuses. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'
const needs = ['control'] as const

export const refusalCases = [
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
