import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyCallback } from '#lib/live/verify-callback.ts'
import { SIGNATURE_SECRET, signature, wire } from '../kit/callbacks.ts'

/** W1: only exactly what the platform signed, for exactly this project, is taken. */

const PROJECT = '990000001'
const NOW = new Date('2026-11-24T21:56:06Z')
const BODY = JSON.stringify(wire.joined('c-1', { at: NOW.getTime() }))
const bytes = (text: string) => new TextEncoder().encode(text)
const good = (parts: Parameters<typeof signature>[2] = {}) => signature(PROJECT, BODY, { now: NOW, ...parts })

const verify = (
  authorization: string | null,
  body: string | Uint8Array = BODY,
  secrets = [SIGNATURE_SECRET],
) => verifyCallback(authorization, typeof body === 'string' ? bytes(body) : body, PROJECT, secrets, NOW)

const at = (seconds: number) => Math.trunc(NOW.getTime() / 1000) + seconds
const part = (token: string, index: number) => token.split('.')[index] ?? ''
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The same claims under another header, signed by whatever `mac` gives. */
const under = (header: unknown, mac: (content: string) => string) => {
  const content = `${encode(header)}.${part(good(), 1)}`
  return `Bearer ${content}.${mac(content)}`
}
const hmac =
  (algorithm: string, key = SIGNATURE_SECRET) =>
  (content: string) =>
    createHmac(algorithm, key).update(content).digest('base64url')

test('the exact original passes, also when signed with the previous secret', () => {
  expect(verify(`Bearer ${good()}`)).toEqual({ ok: true, value: { late: false } })
  expect(verify(`Bearer ${good()}`, BODY, ['the-new-secret-0123456789', SIGNATURE_SECRET]).ok).toBe(true)
})

test("in the newer environment the application is the project, and the key is the account's", () => {
  const claims = { api_key: 'account', application_id: PROJECT }
  expect(verify(`Bearer ${good({ claims })}`).ok).toBe(true)
})

test('a delivery repeated within a day may carry its first signature, and is marked as late', () => {
  expect(verify(`Bearer ${good({ claims: { iat: at(-301) } })}`)).toEqual({ ok: true, value: { late: true } })
  expect(verify(`Bearer ${good({ claims: { iat: at(-86_400) } })}`)).toEqual({
    ok: true,
    value: { late: true },
  })
})

describe('one thing changed in what is sent along', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rs256 = (content: string) => sign('sha256', Buffer.from(content), privateKey).toString('base64url')
  const token = good()
  const [head, claims, mac] = [part(token, 0), part(token, 1), part(token, 2)]
  const mutations: Record<string, string | null> = {
    'no header': null,
    'an empty header': '',
    'no scheme': token,
    'the scheme in lower case': `bearer ${token}`,
    'another scheme': `Basic ${token}`,
    'two headers': `Bearer ${token}, Bearer ${token}`,
    'a space behind': `Bearer ${token} `,
    'a line behind': `Bearer ${token}\n`,
    'two spaces': `Bearer  ${token}`,
    'no signature': `Bearer ${head}.${claims}.`,
    'two parts': `Bearer ${head}.${claims}`,
    'four parts': `Bearer ${token}.x`,
    'alg none': under({ alg: 'none' }, () => ''),
    'alg none with a signature': under({ alg: 'none' }, hmac('sha256')),
    'alg None': under({ alg: 'None' }, hmac('sha256')),
    'alg missing': under({ typ: 'JWT' }, hmac('sha256')),
    'alg a list': under({ alg: ['HS256'] }, hmac('sha256')),
    'alg HS384': under({ alg: 'HS384' }, hmac('sha384')),
    'alg HS512': under({ alg: 'HS512' }, hmac('sha512')),
    'alg hs256': under({ alg: 'hs256' }, hmac('sha256')),
    'alg RS256': under({ alg: 'RS256' }, rs256),
    'alg HS256 signed by RSA': under({ alg: 'HS256' }, rs256),
    'an empty key': under({ alg: 'HS256' }, hmac('sha256', '')),
    'another secret': `Bearer ${good({ secret: 'another-secret-0123456789abcdef' })}`,
    'the secret with a space': `Bearer ${good({ secret: `${SIGNATURE_SECRET} ` })}`,
    'header swapped for one that says the same': `Bearer ${encode({ typ: 'JWT', alg: 'HS256' })}.${claims}.${mac}`,
    'claims swapped': `Bearer ${head}.${encode({ iat: at(0), api_key: PROJECT })}.${mac}`,
    'the signature cut': `Bearer ${token.slice(0, -1)}`,
    'the signature longer': `Bearer ${token}A`,
    'the first character of the signature': `Bearer ${head}.${claims}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`,
    'another spelling of the last byte': `Bearer ${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`,
    'base64 with padding': `Bearer ${token}=`,
    'claims no JSON': `Bearer ${head}.${Buffer.from('{').toString('base64url')}.${hmac('sha256')(`${head}.${Buffer.from('{').toString('base64url')}`)}`,
    'iat six minutes ahead': `Bearer ${good({ claims: { iat: at(360) } })}`,
    'iat two days old': `Bearer ${good({ claims: { iat: at(-2 * 86_400) } })}`,
    'iat missing': `Bearer ${good({ claims: { iat: undefined } })}`,
    'iat a text': `Bearer ${good({ claims: { iat: String(at(0)) } })}`,
    'iat null': `Bearer ${good({ claims: { iat: null } })}`,
    'iat in milliseconds': `Bearer ${good({ claims: { iat: NOW.getTime() } })}`,
    'hash missing': `Bearer ${good({ claims: { payload_hash: undefined } })}`,
    'hash empty': `Bearer ${good({ claims: { payload_hash: '' } })}`,
    'hash of another body': `Bearer ${good({ claims: { payload_hash: '0'.repeat(64) } })}`,
    'hash a list': `Bearer ${good({ claims: { payload_hash: ['0'.repeat(64)] } })}`,
    'key of another project': `Bearer ${good({ claims: { api_key: '990000002' } })}`,
    'key missing': `Bearer ${good({ claims: { api_key: undefined } })}`,
    'key as part of another': `Bearer ${good({ claims: { api_key: `${PROJECT}0` } })}`,
  }
  test.each(Object.entries(mutations))('is refused: %s', (_words, authorization) => {
    expect(verify(authorization).ok).toBe(false)
  })
})

describe('one thing changed in the body', () => {
  const value: Record<string, unknown> = JSON.parse(BODY)
  const mutations: Record<string, string | Uint8Array> = {
    'written with spaces': JSON.stringify(value, null, 1),
    'members in another order': JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
    'a space before': ` ${BODY}`,
    'a line behind': `${BODY}\n`,
    'a byte order mark': `\ufeff${BODY}`,
    'a member twice': BODY.replace('{', '{"event":"connectionCreated",'),
    'another value': BODY.replace('c-1', 'c-2'),
    'an escape for a letter': BODY.replace('event', '\\u0065vent'),
    'in UTF-16': new Uint8Array(Buffer.from(BODY, 'utf16le')),
    cut: BODY.slice(0, -1),
    empty: '',
  }
  test.each(Object.entries(mutations))('is refused: %s', (_words, body) => {
    expect(verify(`Bearer ${good()}`, body)).toEqual({ ok: false, failure: 'other-body' })
  })
})

test('a project without a secret takes nothing, not even what an empty secret signed', () => {
  expect(verify(`Bearer ${good()}`, BODY, []).ok).toBe(false)
  expect(verify(`Bearer ${good({ secret: '' })}`, BODY, ['']).ok).toBe(false)
  expect(verify(`Bearer ${good({ secret: '   ' })}`, BODY, ['   ']).ok).toBe(false)
})
