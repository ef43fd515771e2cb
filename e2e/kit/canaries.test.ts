import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { canaries } from './canaries.ts'

const run = canaries()
const secret = run.secret('api secret')
const around = (text: string) => `before ${text} after`
const half = Math.floor(secret.length / 2)

const WRITTEN: [string, Buffer | string][] = [
  ['raw', around(secret)],
  ['its first half', around(secret.slice(0, half))],
  ['its second half', around(secret.slice(half))],
  ['JSON', JSON.stringify({ a: [secret] })],
  [
    'JSON in a script',
    JSON.stringify(secret).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
  ],
  [
    'HTML',
    around(
      secret
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;'),
    ),
  ],
  ['percent', `?q=${encodeURIComponent(secret)}`],
  ['hex', Buffer.from(around(secret)).toString('hex')],
  ['upper-case hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ...[0, 1, 2].map((shift): [string, string] => [
    `base64 at offset ${shift}`,
    Buffer.from(`${'x'.repeat(shift)}${secret} and more`).toString('base64'),
  ]),
  ['base64url', Buffer.from(`user:${secret}`).toString('base64url')],
  ['gzip', gzipSync(around(secret))],
  ['deflate', deflateSync(around(secret))],
  ['brotli', brotliCompressSync(around(secret))],
]

test.each(WRITTEN)('finds a secret written as %s', (_, text) => {
  expect(run.find(text).map(({ canary }) => canary)).toContain('api secret')
})

test('finds nothing where there is nothing, nor the secrets of another run', () => {
  expect(run.find(around('cnry<nothing>'))).toEqual([])
  expect(run.find(canaries().secret('api secret'))).toEqual([])
})

test('a finding does not repeat the secret', () => {
  expect(JSON.stringify(run.find(secret))).not.toContain(secret.slice(0, half))
})
