import { expect, test } from 'vitest'
import { howToSignIn } from './prepare-application.ts'

test('the accounts of the demo are told in columns', () => {
  const signIn = [
    { email: 'ada@gavel.example', password: 'short', role: 'admin' },
    { email: 'mo@gavel.example', password: 'longer one', role: 'moderator' },
  ]
  expect(howToSignIn({ signIn })).toEqual([
    'Sign in as  ada@gavel.example  short       (admin)',
    'Sign in as  mo@gavel.example   longer one  (moderator)',
  ])
})

test('a new installation is told its set-up code', () => {
  expect(howToSignIn({ setupCode: 'AB12-CD34' })).toEqual([expect.stringContaining('AB12-CD34')])
})

test('where people have accounts already nothing is told', () => {
  expect(howToSignIn({})).toEqual([])
})
