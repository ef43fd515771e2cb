import { expect, it } from 'vitest'
import { failureOfAnswer, failureOfException } from '#lib/platform/failure-of.ts'
import { outcomeOfFailure } from './send-action.ts'

const answered = (status: number, retryAfter: string | null = null) =>
  outcomeOfFailure(failureOfAnswer({ status, body: null, retryAfter }), 'mute')

it.each([500, 502, 504, 503, 520])('does not say that %s kept the platform from doing it', (status) => {
  expect(answered(status)).toEqual({ state: 'sent' })
})

it('believes a platform that says it is not doing it: not now, not ever', () => {
  const unreachable = { state: 'failed', failure: 'platform-unreachable' }
  expect(answered(503, '5')).toEqual(unreachable)
  expect(answered(501)).toEqual(unreachable)
  expect(answered(404)).toEqual({ state: 'failed', failure: 'already-gone' })
})

it('tells a connection that was refused from one that broke off', () => {
  const broken = (code: string) =>
    outcomeOfFailure(failureOfException(Object.assign(new Error(code), { code })), 'mute')
  expect(broken('ECONNREFUSED')).toEqual({ state: 'failed', failure: 'platform-unreachable' })
  expect(broken('ECONNRESET')).toEqual({ state: 'sent' })
})

it('stays in doubt when an earlier attempt was, whatever the last one ran into', () => {
  for (const code of ['unreachable', 'already-gone', 'too-many', 'refused'] as const)
    expect(outcomeOfFailure({ code, inDoubt: true }, 'mute')).toEqual({ state: 'sent' })
})

it('leaves a warning that may not have arrived as asked for: "delivered" would be a guess', () => {
  expect(outcomeOfFailure({ code: 'timeout' }, 'warn')).toBeNull()
})
