import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, halfSignedIn, knock, letStepsPass, withAuthenticator } from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** U9: a code counts once per person, however many servers see it; guesses are counted where no new sign-in forgets them. */
let site: Site
beforeAll(async () => {
  site = await sharedSite()
}, 600_000)
afterAll(() => site?.end())

const urlOf = (node: number) => site.nodes[node]?.url ?? ''
const letWaitPass = () =>
  site.db.$executeRaw`UPDATE "SignInThrottle" SET "blockedUntil" = now() - interval '1 second'`

describe('one code', () => {
  test('submitted a hundred times at once to two servers signs in once', async () => {
    const person = await withAuthenticator(site)
    const half = await halfSignedIn(site, person)
    const code = codeOf(person.secret)
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, n) => knock(site, half.copy(urlOf(n % 2)), 'passByCode', { code })),
    )
    // What the rows say counts: on a busy machine the one answer may come too late to be heard.
    expect(replies.filter((reply) => reply?.ok).length).toBeLessThanOrEqual(1)
    const whole = { accountId: person.accountId, stage: 'full', revokedAt: null } as const
    expect(await site.db.device.count({ where: whole })).toBe(2) // and the one that set it up
  }, 120_000)

  test('submitted by ten half-made sign-ins at once signs in one of them', async () => {
    const person = await withAuthenticator(site)
    const halves = await Promise.all(Array.from({ length: 10 }, (_, n) => halfSignedIn(site, person, n % 2)))
    const code = codeOf(person.secret)
    const replies = await Promise.all(halves.map((half) => knock(site, half, 'passByCode', { code })))
    expect(replies.filter((reply) => reply?.ok)).toHaveLength(1)
  }, 120_000)

  test('is accepted one step early or late, and not two', async () => {
    const person = await withAuthenticator(site)
    for (const [steps, right] of [
      [-3, false],
      [-1, true],
      [1, true],
      [3, false],
    ] as const) {
      await letStepsPass(site, person.accountId)
      await letWaitPass()
      const half = await halfSignedIn(site, person)
      const reply = await knock(site, half, 'passByCode', { code: codeOf(person.secret, steps) })
      expect([steps, reply?.ok]).toEqual([steps, right])
    }
  })

  test('of an older step is refused once a newer one was accepted', async () => {
    const person = await withAuthenticator(site)
    const first = await halfSignedIn(site, person)
    expect((await knock(site, first, 'passByCode', { code: codeOf(person.secret, 1) }))?.ok).toBe(true)
    const second = await halfSignedIn(site, person)
    expect((await knock(site, second, 'passByCode', { code: codeOf(person.secret) }))?.code).toBe('wrong')
  })
})

test('guesses must wait after five, also on the other server and after a new sign-in, and then may go on', async () => {
  const person = await withAuthenticator(site)
  const guess = async (number: number) => {
    const half = await halfSignedIn(site, person, number % 2)
    expect((await knock(site, half, 'passByCode', { code: `00000${number}` }))?.code).toBe('wrong')
  }
  for (let number = 0; number < 5; number++) await guess(number)
  const counter = await site.db.signInThrottle.findFirstOrThrow({
    where: { key: { startsWith: 'factor:' } },
    orderBy: { lastAt: 'desc' },
  })
  expect(counter.blockedUntil.getTime() - counter.lastAt.getTime()).toBe(1_000)
  // A wait of a second may pass before a busy machine asks again: four guesses later it is sixteen.
  for (let number = 5; number < 9; number++) {
    await letWaitPass()
    await guess(number)
  }
  const half = await halfSignedIn(site, person, 1)
  const code = codeOf(person.secret)
  expect((await knock(site, half, 'passByCode', { code }))?.code).toBe('slow-down')
  await letWaitPass()
  expect((await knock(site, half, 'passByCode', { code: codeOf(person.secret) }))?.ok).toBe(true)
})

describe('a recovery code', () => {
  test('signs in once, however it is typed', async () => {
    const person = await withAuthenticator(site)
    const [code = ''] = person.codes
    expect(person.codes).toHaveLength(10)
    expect(code).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const first = await halfSignedIn(site, person)
    expect((await knock(site, first, 'passByCode', { code: typed }))?.ok).toBe(true)
    const second = await halfSignedIn(site, person)
    expect((await knock(site, second, 'passByCode', { code }))?.code).toBe('wrong')
  })

  test('is void once new ones were made, and is kept as a hash', async () => {
    const person = await withAuthenticator(site)
    const renewed = await knock(site, person.visitor, 'renewCodes')
    if (!renewed?.ok) throw new Error(`No codes were made: ${renewed?.code}`)
    const { codes } = renewed.value as { codes: string[] } // of the door
    const half = await halfSignedIn(site, person)
    expect((await knock(site, half, 'passByCode', { code: person.codes[0] }))?.code).toBe('wrong')
    const rows = await site.db.$queryRaw<{ line: string }[]>`SELECT f::text AS line FROM "Factor" f`
    const dump = rows.map(({ line }) => line).join('\n')
    for (const secret of [person.secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(dump.includes(secret) || dump.includes(Buffer.from(secret).toString('hex'))).toBe(false)
    expect((await knock(site, half, 'passByCode', { code: codes[0] }))?.ok).toBe(true)
  })
})
