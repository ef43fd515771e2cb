import { describe, expect, test } from 'vitest'
import { keepable, leftOut, readPageQuery } from './model.ts'

describe('the address of the page', () => {
  test('what is known is heeded, and nothing of it is told as left out', () => {
    const search = { phase: 'denied', outcome: 'failed', before: '12', text: '' }
    expect(readPageQuery(search)).toEqual({ phase: 'denied', outcome: 'failed', before: 12 })
    expect(leftOut(search)).toEqual([])
  })

  test('what makes no sense is left out, and told', () => {
    const search = { phase: 'lost', from: 'yesterday', person: ['a', 'b'], toString: 'x', nobody: '1' }
    expect(readPageQuery(search)).toEqual({})
    expect(leftOut(search)).toEqual(['phase', 'from', 'person', 'toString', 'nobody'])
  })
})

test('of the filters of an export nothing is kept that somebody typed in words of their own', () => {
  const subject = 'account:0197b1f0-5a4c-7b1e-8f00-0242ac120002'
  const sound = { action: 'account.signIn', subject, from: '2026-01-01' }
  expect(keepable(sound)).toEqual(sound)
  expect(keepable({ text: 'Mia Keller', action: 'Mia Keller', subject: 'mia@northlight.example' })).toEqual({
    text: '(not kept)',
    action: '(not kept)',
    subject: '(not kept)',
  })
  expect(keepable({ subject: `${subject} Mia` })).toEqual({ subject: '(not kept)' })
})
