import { expect, test } from 'vitest'
import { judgePassword } from '#lib/access/judge-password.ts'
import { makePassword } from './make-password.ts'

test('a made password passes the rules that people’s own must pass, and is another each time', () => {
  const made = Array.from({ length: 500 }, () => makePassword())
  expect(new Set(made).size).toBe(500)
  for (const password of made) {
    expect(password).toMatch(/^([a-z]{5}-){4}\d\d$/)
    expect(judgePassword(password, ['ines.duarte@northlight.example', 'Ines Duarte'])).toBeNull()
  }
})
