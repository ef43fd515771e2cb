import { expect, it } from 'vitest'
import { eventWords } from './event-words.ts'
import { aConnection, anEvent } from './session-builders.ts'

const detail = (reason: string | null) =>
  eventWords(anEvent('connectionDestroyed', { reason }), aConnection('Mia')).detail

it('does not blame the network where a closed browser is told by the same reason', () => {
  expect(detail('networkDisconnected')).toBe('the connection broke off')
  expect(detail('networkTimedout')).not.toMatch(/network/)
})

it('says who left by themselves, who was made to, and a reason it does not know as it is', () => {
  expect(detail('clientDisconnected')).toBe('by themselves')
  expect(detail('forceDisconnected')).toBe('disconnected by force')
  expect(detail('somethingNew')).toBe('somethingNew')
  expect(detail(null)).toBeNull()
})
