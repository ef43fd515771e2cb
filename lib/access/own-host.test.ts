import { expect, test } from 'vitest'
import { isOwnHost } from './own-host.ts'

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
