import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { OpenTok } from '../conformance/opentok-sdk.ts'
import { someTraits } from '../testing/some-traits.ts'
import type { OpenTokKey } from './keys.ts'
import { mintRestToken, mintSessionToken, mintT1Token } from './mint-token.ts'
import { createSessionId } from './session-id.ts'
import { verifyRestToken, verifySessionToken } from './verify-token.ts'

const now = new Date('2026-05-01T20:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const key: OpenTokKey = { kind: 'opentok', apiKey: '900000001', apiSecret: 'not-a-real-secret-0001' }
const sessionId = createSessionId({
  key: key.apiKey,
  secret: key.apiSecret,
  traits: someTraits(),
  now,
  random: 'abc',
})
const request = { sessionId, role: 'publisher', data: 'p_1' } as const

const jwt = (claims: Record<string, unknown>, secret = key.apiSecret) =>
  new SignJWT({ iss: key.apiKey, ist: 'project', iat: now.getTime() / 1000, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(secret))
const exp = (seconds: number) => now.getTime() / 1000 + seconds

describe('a session token', () => {
  test('of either form says session, role and data', async () => {
    const minted = [await mintSessionToken(key, request, now), mintT1Token(key, request, now)]
    for (const token of minted) {
      const verified = await verifySessionToken(token, key, later(60))
      expect(verified).toMatchObject({ ok: true, value: { sessionId, role: 'publisher', data: 'p_1' } })
    }
  })

  test('of either form names the first layout classes of what its client publishes', async () => {
    const asked = { ...request, layoutClassList: ['focus', 'left'] }
    for (const token of [await mintSessionToken(key, asked, now), mintT1Token(key, asked, now)]) {
      const verified = await verifySessionToken(token, key, now)
      expect(verified).toMatchObject({ ok: true, value: { layoutClassList: ['focus', 'left'] } })
    }
    const sdk = new OpenTok(key.apiKey, key.apiSecret)
    for (const legacy of [false, true]) {
      const token = sdk.generateToken(sessionId, { initialLayoutClassList: ['focus', 'left'] }, legacy)
      const verified = await verifySessionToken(token, key, new Date())
      expect(verified).toMatchObject({ ok: true, value: { layoutClassList: ['focus', 'left'] } })
    }
  })

  test('carries 1024 characters of data and no more', async () => {
    for (const [length, accepted] of [
      [1024, true],
      [1025, false],
    ] as const) {
      const asked = { ...request, data: 'é'.repeat(length) }
      for (const token of [await mintSessionToken(key, asked, now), mintT1Token(key, asked, now)]) {
        expect((await verifySessionToken(token, key, now)).ok, token.slice(0, 4)).toBe(accepted)
      }
    }
  })

  test('of the future is refused, but not for a few seconds of another clock', async () => {
    for (const mint of [mintSessionToken, mintT1Token]) {
      const token = await mint(key, request, later(60))
      expect(await verifySessionToken(token, key, now)).toEqual({ ok: false, error: 'issued in the future' })
      expect((await verifySessionToken(await mint(key, request, later(5)), key, now)).ok).toBe(true)
    }
  })

  test('of the official SDK is accepted, in both forms', async () => {
    const sdk = new OpenTok(key.apiKey, key.apiSecret)
    const options = { role: 'moderator', data: 'p_2 é&=:' } as const
    for (const legacy of [false, true]) {
      const token = sdk.generateToken(sessionId, options, legacy)
      const verified = await verifySessionToken(token, key, new Date())
      expect(verified).toMatchObject({ ok: true, value: { sessionId, role: 'moderator', data: 'p_2 é&=:' } })
    }
  })

  test('is refused when expired, forged, of another project, or of another algorithm', async () => {
    const token = await mintSessionToken(key, { ...request, expiresIn: 60 }, now)
    const t1 = mintT1Token(key, { ...request, expiresIn: 60 }, now)
    const other = { ...key, apiSecret: 'not-a-real-secret-0002' }
    const refusal = async (text: string, by = key, at = now) => {
      const verified = await verifySessionToken(text, by, at)
      return verified.ok ? 'accepted' : verified.error
    }
    expect(await refusal(token, key, later(61))).toBe('expired')
    expect(await refusal(t1, key, later(61))).toBe('expired')
    expect(await refusal(token, other)).toBe('bad signature')
    expect(await refusal(t1, other)).toBe('bad signature')
    expect(await refusal(token, { ...key, apiKey: '900000002' })).toBe('not for this key')
    expect(await refusal(t1, { ...key, apiKey: '900000002' })).toBe('not for this key')
    expect(await refusal('T1==')).toBe('malformed')
    expect(await refusal('a.b.c')).toBe('malformed')
    const [, body] = token.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await refusal(`${none}.${body}.`)).toBe('malformed')
    expect(
      await refusal(
        await jwt({ session_id: sessionId, scope: 'session.connect', exp: exp(60), role: 'admin' }),
      ),
    ).toBe('malformed')
    expect(
      await refusal(await jwt({ session_id: sessionId, scope: 'session.connect', exp: exp(31 * 86400) })),
    ).toBe('lives too long')
    expect(await refusal(await mintRestToken(key, now))).toBe('not for this use')
  })

  test('whose signature is altered in the older form is refused', async () => {
    const data = 'session_id=x&create_time=1&expire_time=99999999999&role=moderator'
    const signature = createHmac('sha1', 'wrong').update(data).digest('hex')
    const token = `T1==${Buffer.from(`partner_id=${key.apiKey}&sig=${signature}:${data}`).toString('base64')}`
    expect(await verifySessionToken(token, key, now)).toEqual({ ok: false, error: 'bad signature' })
  })
})

describe('a REST token', () => {
  test('of this project and at most five minutes long is accepted', async () => {
    expect((await verifyRestToken(await mintRestToken(key, now), key, now)).ok).toBe(true)
    expect((await verifyRestToken(await jwt({ exp: exp(300) }), key, now)).ok).toBe(true)
  })

  test('is refused when it lives too long, has no expiry, is an account token or a session token', async () => {
    const refusal = async (token: string) => {
      const verified = await verifyRestToken(token, key, now)
      return verified.ok ? 'accepted' : verified.error
    }
    expect(await refusal(await jwt({ exp: exp(301) }))).toBe('lives too long')
    expect(await refusal(await jwt({}))).toBe('malformed')
    expect(await refusal(await jwt({ exp: exp(60), ist: 'account' }))).toBe('not for this use')
    expect(await refusal(await jwt({ exp: exp(360), iat: exp(120) }))).toBe('issued in the future')
    expect(await refusal(await mintSessionToken(key, { ...request, expiresIn: 60 }, now))).toBe(
      'not for this use',
    )
  })

  test('of an application is RS256: its public key used as an HS256 secret opens nothing', async () => {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const applicationId = '11111111-2222-4333-8444-555555555555'
    const verifying = { kind: 'vonage', applicationId, publicKey: pair.publicKey } as const
    const good = await mintRestToken({ kind: 'vonage', applicationId, privateKey: pair.privateKey }, now)
    expect((await verifyRestToken(good, verifying, now)).ok).toBe(true)
    const confused = await jwt({ application_id: applicationId, exp: exp(60) }, pair.publicKey)
    expect(await verifyRestToken(confused, verifying, now)).toEqual({ ok: false, error: 'malformed' })
  })
})
