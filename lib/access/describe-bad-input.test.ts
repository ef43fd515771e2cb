import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeBadInput } from './describe-bad-input.ts'

const schema = z.strictObject({
  sessionId: z.uuid(),
  reason: z.string().min(1).max(500),
  when: z.string().refine((text) => text !== 'never', 'Choose a time.'),
})

function wordsFor(given: unknown): string {
  const parsed = schema.safeParse(given)
  if (parsed.success) throw new Error('This was meant to be wrong')
  return describeBadInput(parsed.error)
}

const RIGHT = { sessionId: '01932f5e-0000-7000-8000-000000000000', reason: 'loud', when: 'now' }

test('each mistake has its sentence', () => {
  expect(wordsFor({ ...RIGHT, reason: '' })).toBe('Reason is empty.')
  expect(wordsFor({ ...RIGHT, reason: 'x'.repeat(10_000) })).toBe(
    'Reason is too long or too large (at most 500).',
  )
  expect(wordsFor({ ...RIGHT, sessionId: '../2' })).toBe('Session id is not valid.')
  expect(wordsFor({ ...RIGHT, admin: true })).toBe('There is a field here that does not belong.')
  expect(wordsFor({ ...RIGHT, when: 'never' })).toBe('Choose a time.')
  expect(wordsFor(null)).toBe('The request is not valid.')
})

test('what was typed is never repeated', () => {
  expect(wordsFor({ sessionId: 'hunter2-hunter2', reason: 7, when: 'never' })).not.toContain('hunter2')
})
