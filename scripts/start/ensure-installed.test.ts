import { expect, test } from 'vitest'
import { isInstalled } from './ensure-installed.ts'

const locked = {
  '': {},
  'node_modules/next': { version: '16.4.6' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
}

test('the packages of the lockfile count as installed without those of other platforms', () => {
  expect(isInstalled(locked, { 'node_modules/next': { version: '16.4.6' } })).toBe(true)
})

test.each([
  ['a missing package', {}],
  ['another version', { 'node_modules/next': { version: '16.4.5' } }],
])('%s asks for an install', (_, installed) => {
  expect(isInstalled(locked, installed)).toBe(false)
})
