import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actionNamed, callAction, SAME_ORIGIN } from '../kit/action-index.ts'
import { type BareAnswer, bareAnswer } from '../kit/bare-answer.ts'
import {
  askedToSignIn,
  halfSignedIn,
  letStepsPass,
  withAuthenticator,
  withPasskey,
} from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { SoftwareAuthenticator } from '../kit/software-authenticator.ts'
import type { Visitor } from '../kit/visitor.ts'

/** U4, of second factors: whose passkey it is, and what somebody has set up, is told to nobody who has not shown who they are. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

beforeEach(() => site.db.signInThrottle.deleteMany())

afterAll(() => site?.end())

const call = (visitor: Visitor, name: string, input: unknown, path = '/sign-in') =>
  callAction(visitor, actionNamed(site.buildDir, name).id, input, SAME_ORIGIN, path)

describe('a passkey', () => {
  test('is asked for in the same words, whoever is asked: no list, nobody’s name', async () => {
    await withPasskey(site)
    const ask = async () => bareAnswer(await call(site.visitor(), 'askToSignIn', {}))
    const [one, other] = [await ask(), await ask()]
    expect(one.body).toContain('"challenge":"…"')
    expect(one).toEqual(other)
    expect(one.body).not.toMatch(/"allowCredentials":\[/)
  })

  test('that is somebody’s and answers wrongly, of a deactivated account, or nobody’s: one answer', async () => {
    const [known, deactivated, removed] = await Promise.all([0, 1, 2].map(() => withPasskey(site)))
    if (!known || !deactivated || !removed) throw new Error('Three were made')
    const gone = { id: deactivated.accountId }
    await site.db.account.update({ where: gone, data: { disabledAt: new Date() } })
    await site.db.factor.deleteMany({ where: { accountId: removed.accountId } })
    const show = async (passkey: SoftwareAuthenticator, flags = 0x05) => {
      const visitor = site.visitor()
      const question = await askedToSignIn(site, visitor)
      const answer = passkey.answer(question, (said) => {
        said.flags = flags
      })
      return bareAnswer(await call(visitor, 'signInByPasskey', answer), [passkey.id])
    }
    const nobodys = await show(removed.passkey)
    expect(nobodys.body).toContain('"code":"wrong"')
    expect(await show(known.passkey, 0x01)).toEqual(nobodys)
    expect(await show(deactivated.passkey)).toEqual(nobodys)
  })
})

describe('the step after the password', () => {
  const AT = '/sign-in/factor'

  test('is not there for who was deactivated meanwhile: as if no password had been typed', async () => {
    const [ended, never] = [await withAuthenticator(site), site.visitor()]
    const visitor = await halfSignedIn(site, ended)
    expect((await visitor.copy().send('GET', AT)).status).toBe(200)
    await site.db.account.update({ where: { id: ended.accountId }, data: { disabledAt: new Date() } })
    for (const [name, input] of [
      ['askForFactor', {}],
      ['passByCode', { code: '123456' }],
      ['beginFirstAuthenticator', {}],
      ['beginFirstPasskey', {}],
    ] as const) {
      // At a page that shows nobody's own: whoever comes with a cookie may be told to forget it.
      const [one, other] = [
        await call(never.copy(), name, input, '/nothing'),
        await call(visitor.copy(), name, input, '/nothing'),
      ]
      expect([name, bareAnswer(other)]).toEqual([name, bareAnswer(one)])
    }
    const [one, other] = [await never.send('GET', AT), await visitor.copy().send('GET', AT)]
    expect([other.status, other.headers.location]).toEqual([one.status, one.headers.location])
  })

  test('refuses a wrong code in the same words, whatever somebody has set up', async () => {
    const codes = await withAuthenticator(site)
    const key = await withPasskey(site)
    await letStepsPass(site, codes.accountId)
    const answers: BareAnswer[] = []
    for (const person of [codes, key])
      for (const code of ['000000', 'not-a-code-of-theirs'])
        answers.push(bareAnswer(await call(await halfSignedIn(site, person), 'passByCode', { code }, AT)))
    expect(answers[0]?.body).toContain('"code":"wrong"')
    expect(answers[2]).toEqual(answers[0])
    expect(answers[3]).toEqual(answers[1])
  })
})
