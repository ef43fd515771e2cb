import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import pino from 'pino'
import { expect, test } from 'vitest'
import { newApiKey } from '#lib/access/api-key-format.ts'
import { logLine } from '#lib/system/log-line.ts'

/** S12: a line of the log is one JSON object whatever was logged, and has no secret and no person in it. */

/** What is written when this is logged. */
function written(fields: object, message = 'something'): string {
  let text = ''
  const log = pino(
    { base: null, hooks: { streamWrite: logLine } },
    {
      write: (line: string) => {
        text += line
      },
    },
  )
  log.info(fields, message)
  return text
}

/** Breaks at everything that some reader takes for the end of a line. */
const linesOf = (text: string) => text.split(/[\n\r\u0085\u2028\u2029\v\f]/).filter(Boolean)

test.each([
  ['a line feed', '\n{"level":60,"msg":"forged"}'],
  ['a carriage return', '\r{"level":60}\r\n'],
  ['the line separators of Unicode', '\u2028\u2029\u0085'],
  ['orders for a terminal', '\u001b[2J\u001b]0;owned\u0007\u009b31m'],
  ['marks that turn the direction', '\u202e\u2066txt.exe'],
  ['half a character', '\ud800'],
  ['NUL', '\0'],
])('%s in a field, a key or the message stays within its line and does nothing', (_what, hostile) => {
  const text = written({ note: hostile, [hostile]: 1, deep: { list: [hostile] } }, hostile)
  expect(linesOf(text)).toHaveLength(1)
  expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069](?!$)/u)
  expect(JSON.parse(text)).toMatchObject({ level: 30 })
})

test('any value at all makes one line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.anything({ withBigInt: true, withDate: true, maxDepth: 2 }),
      (message, value) => {
        const text = written({ value }, message)
        expect(linesOf(text)).toHaveLength(1)
        expect(typeof JSON.parse(text)).toBe('object')
      },
    ),
    { numRuns: 50 },
  )
})

test('what refers to itself, is a megabyte long or a thousand levels deep makes a short line', () => {
  const circle: Record<string, unknown> = { note: 'x' }
  circle.self = circle
  let deep: unknown = 'end'
  for (let level = 0; level < 1_000; level++) deep = { deep }
  const text = written({ circle, deep, long: 'x '.repeat(500_000) }, 'y '.repeat(500_000))
  expect(linesOf(text)).toHaveLength(1)
  expect(text.length).toBeLessThan(40_000)
})

test('a secret on which a long text is cut off is not left without its end', () => {
  const secret = newApiKey().key
  expect(written({ long: `${'x '.repeat(3_980)}${secret} ${'y '.repeat(500_000)}` })).not.toContain(
    secret.slice(0, 30),
  )
  expect(written({ long: `${'x '.repeat(3_990)}${secret} ${'y '.repeat(500_000)}` })).not.toContain(
    secret.slice(0, 12),
  )
})

const LONG = () => randomBytes(32).toString('base64url')
const JWT = () => `eyJhbGciOiJIUzI1NiJ9.${LONG()}.${LONG()}`

test.each([
  'password',
  'newPassword',
  'secret',
  'apiSecret',
  'signature_secret',
  'token',
  'csrfToken',
  'authorization',
  'Authorization',
  'cookie',
  'set-cookie',
  'privateKey',
  'code',
  'email',
  'name',
  'displayName',
])('a value under the key %s is kept back, however deep it stands', (key) => {
  const value = 'hunter two'
  const text = written({ [key]: value, a: { b: { c: [{ [key]: { inner: value } }] } } })
  expect(text).not.toContain(value)
  expect(text.match(/\[kept back\]/g)).toHaveLength(2)
})

test.each<[string, string, string?]>([
  ['a signed token', JWT()],
  ['an encrypted token, whose second part is empty', `eyJhbGciOiJkaXIifQ..${LONG()}.${LONG()}.${LONG()}`],
  ["a platform's token", `T1==${Buffer.from('partner_id=1&sig=abc').toString('base64')}`],
  ['an API key', newApiKey().key],
  ['a hash of a password', '$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA'],
  ['an authorization value', 'Bearer abc123.def', 'abc123.def'],
  ['the other kind of it', 'authorization: basic YWRtaW46YWRtaW4=', 'YWRtaW46YWRtaW4='],
  ['a password in an address', 'postgresql://gavel:hunter2@db.northlight.example/gavel', 'hunter2'],
  ['a link of a letter', 'https://northlight.example/link/reset/AbCdEf0123456789', 'AbCdEf0123456789'],
  ['a cookie', 'gavel.session=abcdef; path=/', 'abcdef'],
  ['an e-mail address', 'ines.duarte@northlight.example'],
  ['one in another script', 'инес@почта.example'],
  ['a platform secret', randomBytes(20).toString('hex')],
  ['any long secret', LONG()],
  ['one in the other alphabet', randomBytes(32).toString('base64')],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEv\n-----END PRIVATE KEY-----', 'MIIEv'],
])('%s is kept back by its look: in a field, a key, a message, an error', (_what, text, secret = text) => {
  const error = new Error(`unique constraint: (${text}) already exists`)
  const line = written(
    { note: `before ${text} after`, [text]: 1, error: { stack: error.stack } },
    `said ${text}`,
  )
  expect(line).not.toContain(secret)
  expect(line).not.toContain(JSON.stringify(secret).slice(1, -1))
})

test('what one looks for in a log stays', () => {
  const ids = {
    requestId: '01a21479-a0c1-77c3-8098-18837d3560c4',
    sessionId: `2_MX4${LONG()}${LONG()}`,
    connectionId: 'd7a1f1a2-7c3e-4a55-9b9e-0b2b6c1f8f11',
    action: 'participant.remove',
    at: 'at passAction (/srv/gavel/application/current/node_modules/something/dist/compiled/lib/access/pass-action.ts:41:11)',
  }
  expect(JSON.parse(written(ids))).toMatchObject(ids)
})
