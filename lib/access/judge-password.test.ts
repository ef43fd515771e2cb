import { expect, test } from 'vitest'
import { judgePassword } from './judge-password.ts'

const OWNER = ['ines.duarte@northlight.example', 'Ines Duarte']

test.each(['a quiet evening in november', 'tooth-gravel-ninety', 'пятнадцать букв и более'])(
  '%s is good',
  (password) => {
    expect(judgePassword(password, OWNER)).toBeNull()
  },
)

test.each([
  ['short', 'at least 15'],
  ['aaaaaaaaaaaaaaaaaaaa', 'different'],
  ['ines.duarteines.duarte', 'not your name'],
  ['duarteduarteduarte', 'not your name|different'],
  ['x'.repeat(500) + 'yzabc'.repeat(200), 'too long'],
])('%s is refused, and why is said', (password, words) => {
  expect(judgePassword(password, OWNER)).toMatch(new RegExp(words))
})

test('characters are counted as people see them, however they are composed', () => {
  expect(judgePassword('é'.normalize('NFD').repeat(14), [])).not.toBeNull()
})
