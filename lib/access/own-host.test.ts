import { describe, expect, test } from 'vitest'
import { atOwnHost, isOwnHost } from './own-host.ts'

test.each([
  ['https://moderation.northlight.example', 'moderation.northlight.example'],
  ['https://moderation.northlight.example', 'Moderation.Northlight.Example:443'],
  ['http://localhost:3000', 'localhost:3000'],
  ['http://[::1]:3000', '[::1]:3000'],
  ['http://localhost:3000', '127.0.0.1:3000'],
])('%s is reached as %s', (url, host) => {
  expect(isOwnHost(host, url)).toBe(true)
})

test.each([
  null,
  '',
  'evil.example',
  'moderation.northlight.example.evil.example',
  'moderation.northlight.example:444',
  'evil.example@moderation.northlight.example',
  'moderation.northlight.example/evil.example',
  'moderation.northlight.example#',
  'moderation.northlight.example, evil.example',
  'moderation.northlight.example\tevil',
])('%j is somebody else', (host) => {
  expect(isOwnHost(host, 'https://moderation.northlight.example')).toBe(false)
})

test.each(['localhost:3001', 'evil.example:3000', '127.0.0.2:3000', '192.168.0.7:3000'])(
  '%s is not this machine',
  (host) => {
    expect(isOwnHost(host, 'http://localhost:3000')).toBe(false)
  },
)

describe('a page that was opened under another name of this machine', () => {
  const at = (host: string, path: string, own = 'http://localhost:3000') =>
    atOwnHost(host, new URL(`http://here${path}`), own)?.href ?? null

  test('belongs under the configured one, with all that stands behind it', () => {
    expect(at('127.0.0.1:3000', '/sign-in?callbackUrl=%2Flive')).toBe(
      'http://localhost:3000/sign-in?callbackUrl=%2Flive',
    )
  })

  test('never goes to another host, whatever its path looks like', () => {
    for (const path of ['//evil.example/x', '/\\\\evil.example', '/@evil.example', '/.//evil.example'])
      expect(new URL(at('127.0.0.1:3000', path) ?? '').host).toBe('localhost:3000')
  })

  test('is where it belongs under its own name, however that is spelt', () => {
    expect(at('localhost:3000', '/live')).toBeNull()
    expect(at('Gavel.Example', '/live', 'https://gavel.example')).toBeNull()
    expect(at('gavel.example:443', '/live', 'https://gavel.example')).toBeNull()
  })
})
