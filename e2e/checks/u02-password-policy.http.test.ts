import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgePassword } from '#lib/access/judge-password.ts'
import { halfSignedIn, knock, withAuthenticator } from '../kit/second-factors.ts'
import { type Person, type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U2: fifteen characters, eight beside a second factor; kept whole, as typed; nothing that anybody would try first. */
const OWNER = ['ines.duarte@northlight.example', 'Ines Duarte']

describe('a password', () => {
  test.each([
    ['fourteen characters', 'tooth-gravel-9', false, false],
    ['fifteen characters', 'tooth-gravel-90', false, true],
    ['seven, beside a second factor', 'gravel9', true, false],
    ['eight, beside a second factor', 'gravel9t', true, true],
    ['1 024 bytes', `${'xyzab'.repeat(204)}abcd`, false, true],
    ['1 025 bytes', `${'xyzab'.repeat(205)}`, false, false],
    ['letters only, without digits or signs', 'a quiet evening in november', false, true],
    ['any script', 'пятнадцать букв', false, true],
    ['its owner', 'ines.duarte@northlight.example', false, false],
    ['the product', 'gavelgavelgavelgavel', false, false],
    ['what everybody tries first', 'Password12345678!', false, false],
    ['the same, beside a second factor', 'passw0rd', true, false],
    ['a row of the keyboard', 'qwertyuiop123456', false, false],
    ['a common word among others', 'sunshine-tractor-kettle', false, true],
  ])('of %s', (_what, password, secondFactor, good) => {
    expect(judgePassword(password, OWNER, { secondFactor }) === null).toBe(good)
  })
})

describe('changing one', () => {
  let site: Site
  beforeAll(async () => {
    site = await sharedSite()
  }, 600_000)
  afterAll(() => site?.end())

  const change = (visitor: Visitor, { password: current }: Person, password: string) =>
    knock(site, visitor, 'changePassword', { current, password })

  async function signsIn(person: Person, password: string): Promise<boolean> {
    const visitor = await halfSignedIn(site, { ...person, password })
    return (await visitor.send('GET', '/live')).status === 200
  }

  test('to eight characters is for those with a second factor only', async () => {
    const alone = await site.somebody('moderator')
    const visitor = await halfSignedIn(site, alone)
    expect((await change(visitor, alone, 'gravel9t'))?.code).toBe('weak-password')
    const person = await withAuthenticator(site)
    expect((await change(person.visitor, person, 'gravel9t'))?.ok).toBe(true)
  })

  test('keeps it whole: nothing ends at a NUL or after 72 bytes, case matters, composition does not', async () => {
    const person = await site.somebody('moderator')
    const long = `${'xyzab'.repeat(30)}\0caf\u00e9`
    expect((await change(await halfSignedIn(site, person), person, long))?.ok).toBe(true)
    expect(await signsIn(person, long.normalize('NFD'))).toBe(true)
    for (const other of [long.slice(0, 72), long.slice(0, 150), long.toUpperCase(), `${long}x`])
      expect(await signsIn(person, other)).toBe(false)
    await site.db.signInThrottle.deleteMany()
    expect(await signsIn(person, person.password)).toBe(false)
  })

  test('needs the present one', async () => {
    const person = await site.somebody('moderator')
    const visitor = await halfSignedIn(site, person)
    const wrong = { ...person, password: 'not it, not it, not it' }
    expect((await change(visitor, wrong, 'tooth-gravel-ninety'))?.code).toBe('wrong')
    expect(await signsIn(person, person.password)).toBe(true)
  })
})
