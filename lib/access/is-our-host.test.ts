import { expect, test } from 'vitest'
import { isOurHost } from './is-our-host.ts'

test.each([
  ['https://moderation.northlight.example', 'moderation.northlight.example'],
  ['https://moderation.northlight.example', 'Moderation.Northlight.example'],
  ['https://moderation.northlight.example:8443', 'moderation.northlight.example:8443'],
  ['http://localhost:3000', 'localhost:3000'],
  ['http://localhost:3000', '127.0.0.1:3000'],
  ['http://127.0.0.1:3000', '[::1]:3000'],
])('%s is also called %s', (url, host) => {
  expect(isOurHost(host, url)).toBe(true)
})

test.each([
  ['https://moderation.northlight.example', null],
  ['https://moderation.northlight.example', ''],
  ['https://moderation.northlight.example', 'evil.example'],
  ['https://moderation.northlight.example', 'moderation.northlight.example.evil.example'],
  ['https://moderation.northlight.example', 'evil@moderation.northlight.example'],
  ['https://moderation.northlight.example', 'moderation.northlight.example/evil'],
  ['https://moderation.northlight.example', 'moderation.northlight.example:8443'],
  ['https://moderation.northlight.example', 'localhost'],
  ['http://localhost:3000', 'localhost:3001'],
  ['http://localhost:3000', 'evil.example:3000'],
  ['http://localhost:3000', 'localhost:3000, evil.example'],
])('%s is not called %s', (url, host) => {
  expect(isOurHost(host, url)).toBe(false)
})
