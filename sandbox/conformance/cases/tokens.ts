/** Tokens of the server SDK, shown to the platform by the browser SDK. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import type { Stage } from '../stage.ts'

const sdk = '@opentok/client'
const AUTHENTICATION = { name: 'OT_AUTHENTICATION_ERROR', code: 1004 }

/** Connects with that token on a page of its own; how it was refused. */
const refusedBy = async (stage: Stage, sessionId: string, token: string) => {
  const page = await stage.page()
  return refusalOf(page.connect(stage.platform.key, sessionId, token))
}

export const tokenCases = [
  conformanceCase(
    'C-010',
    {
      sdk,
      promise: 'A token (JWT) opens its session, and its data is the connection data',
      source: '[source] Tokens: JWT with session_id, role, connection_data',
    },
    async (stage) => {
      const page = await stage.enter(await stage.session(), { data: 'p_mia é&=:' })
      const connection = await page.read('session', 'connection')
      expect(connection).toMatchObject({ connectionId: page.connectionId, data: 'p_mia é&=:' })
    },
  ),
  conformanceCase(
    'C-011',
    {
      sdk,
      promise: 'A token of the older form (T1==) is accepted as well',
      source: '[source] Tokens: legacy T1, HMAC-SHA1',
      needs: ['api-key'],
    },
    async (stage) => {
      const sessionId = await stage.session()
      const token = stage.opentok.token(sessionId, { role: 'subscriber', data: 'old' }, true)
      expect(token).toMatch(/^T1==/)
      const page = await stage.enter(sessionId, { token })
      expect(await page.read('session', 'capabilities')).toMatchObject({ publish: 0, subscribe: 1 })
    },
  ),
  conformanceCase(
    'C-012',
    {
      sdk,
      promise: 'An expired token is refused (1004), but who is in stays in',
      source: '[docs] Limits: token life is checked at connect only; errors: 1004 token bad, expired',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const token = stage.token(sessionId, { expireTime: Math.floor(Date.now() / 1000) + 4 })
      const early = await stage.enter(sessionId, { token })
      await eventually(() => Date.now() / 1000 > expiryOf(token) + 1 || 'not expired yet', 30_000)
      expect(await refusedBy(stage, sessionId, token)).toMatchObject(AUTHENTICATION)
      await early.signal({ type: 'still', data: 'here' })
      await early.hears('signal', { type: 'signal:still' })
    },
  ),
  conformanceCase(
    'C-013',
    {
      sdk,
      promise: 'A token of another session is refused (1004)',
      source: '[docs] Errors: 1004 token not for this key/session',
    },
    async (stage) => {
      const [one, other] = [await stage.session(), await stage.session()]
      expect(await refusedBy(stage, one, stage.token(other))).toMatchObject(AUTHENTICATION)
    },
  ),
  conformanceCase(
    'C-014',
    {
      sdk,
      promise: 'A token whose signature was altered is refused (1004)',
      source: '[docs] Errors: 1004 token bad',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const [head, body] = stage.token(sessionId).split('.')
      const forged = `${head}.${body}.${Buffer.from('not the signature of anybody').toString('base64url')}`
      expect(await refusedBy(stage, sessionId, forged)).toMatchObject(AUTHENTICATION)
    },
  ),
  conformanceCase(
    'C-015',
    {
      sdk,
      promise: 'A session ID that was never issued is refused (1005)',
      source: '[source] Session information: 400 and 404 become OT_INVALID_SESSION_ID (1005)',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const never = `1_${Buffer.from('1~nothing~at~all~').toString('base64url')}`
      expect(await refusedBy(stage, never, stage.token(sessionId))).toMatchObject({
        name: 'OT_INVALID_SESSION_ID',
        code: 1005,
      })
    },
  ),
  conformanceCase(
    'C-017',
    {
      sdk,
      promise: 'Connection data of a thousand characters arrives whole, at others too',
      source: '[docs] Limits: connection data 1000 characters',
    },
    async (stage) => {
      const data = 'abcde'.repeat(200)
      const sessionId = await stage.session('relayed')
      const ben = await stage.enter(sessionId)
      const mia = await stage.enter(sessionId, { data })
      await ben.hears('connectionCreated', { id: mia.connectionId, data })
    },
  ),
  conformanceCase(
    'C-018',
    {
      sdk,
      promise: 'A token without a role is a publisher’s',
      source: '[source] Tokens: generateToken, role publisher by default',
    },
    async (stage) => {
      const page = await stage.enter(await stage.session())
      expect(await page.read('session', 'capabilities')).toMatchObject({
        publish: 1,
        subscribe: 1,
        forceDisconnect: 0,
      })
    },
  ),
]

const expiryOf = (token: string): number => {
  const claims: { exp: number } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return claims.exp
}
