import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAction } from '../kit/action-index.ts'
import { type BareAnswer, bareAnswer, bareWay } from '../kit/bare-answer.ts'
import { eventually } from '../kit/eventually.ts'
import { withAuthenticator, withPasskey } from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/**
 * U4: nobody learns who has an account here, by status, heads, cookies, words or pages. Second
 * factors, links and providers have files of their own, and so has what each costs (u04-no-enumeration.db.test.ts).
 */
const PASSWORD = 'a quiet evening in november'
const KINDS = [
  'deactivated',
  'by a provider only',
  'with an authenticator',
  'with a passkey',
  'here',
] as const
type Kind = (typeof KINDS)[number] | 'absent'

let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

// All come from one address here, and only a few attempts of one address cost no waiting.
beforeEach(() => site.db.signInThrottle.deleteMany())

afterAll(() => site?.end())

async function anAddress(kind: Kind): Promise<string> {
  if (kind === 'absent') return `${newId()}@northlight.example`
  if (kind === 'with an authenticator' || kind === 'with a passkey') {
    const { email } = await (kind === 'with a passkey' ? withPasskey(site) : withAuthenticator(site))
    await site.db.mail.deleteMany({ where: { to: email } }) // which told them of that
    return email
  }
  const { email, accountId: id } = await site.somebody('moderator')
  if (kind === 'deactivated')
    await site.db.account.update({ where: { id }, data: { disabledAt: new Date() } })
  if (kind === 'by a provider only') {
    await site.db.account.update({ where: { id }, data: { passwordHash: null } })
    const issuer = 'https://id.northlight.example'
    await site.db.identity.create({ data: { accountId: id, issuer, subject: id } })
  }
  return email
}

const call = (visitor: Visitor, name: string, input: unknown) =>
  callAction(visitor, actionNamed(site.buildDir, name).id, input)

async function signingIn(email: string, password: string): Promise<BareAnswer[]> {
  const visitor = site.visitor()
  return bareWay(visitor, await visitor.signIn(email, password), [email, encodeURIComponent(email)])
}

const toAddresses = (addresses: string[]) =>
  site.db.mail.findMany({
    where: { to: { in: addresses }, kind: 'letter' },
    select: { to: true, subject: true, text: true },
  })

/** Letters without what is of one person, or of one letter. */
function bareLetters(letters: Awaited<ReturnType<typeof toAddresses>>, addresses: string[]) {
  const bare = (text: string) =>
    addresses.reduce((left, address, at) => left.replaceAll(address, `${at}`), text)
  return letters
    .map(({ to, subject, text }) => [
      bare(to),
      bare(subject),
      bare(text ?? '').replace(/\/link\/\S+/, '/link'),
    ])
    .sort()
}

describe.each(KINDS)('an account that is %s', (kind) => {
  test('is refused like an address that nobody has, whatever the password', async () => {
    const email = await anAddress(kind)
    const [absent, ...others] = await Promise.all([
      signingIn(await anAddress('absent'), PASSWORD),
      signingIn(email, `${PASSWORD}!`),
      // The right one opens nothing for who may not sign in by it.
      ...(kind === 'deactivated' || kind === 'by a provider only' ? [signingIn(email, PASSWORD)] : []),
    ])
    expect(absent?.[0]?.headers.location).toMatch(/error=CredentialsSignin/)
    for (const other of others) expect(other).toEqual(absent)
  })

  test('is told to wait like an address that nobody has', async () => {
    const addresses = [await anAddress('absent'), await anAddress(kind)]
    for (const email of addresses) await signingIn(email, `${PASSWORD}!`)
    const long = new Date(Date.now() + 3_600_000)
    const counters = { key: { startsWith: 'account:' } }
    await site.db.signInThrottle.updateMany({ where: counters, data: { blockedUntil: long } })
    const [absent, other] = await Promise.all(addresses.map((email) => signingIn(email, PASSWORD)))
    expect(absent?.[0]?.headers.location).toMatch(/error=slow-down/)
    expect(other).toEqual(absent)
  })

  test('is asked for a new password in the same words, and a letter goes only to who may sign in', async () => {
    const addresses = [await anAddress('absent'), await anAddress(kind)]
    const [absent, other] = await Promise.all(
      addresses.map(async (email) =>
        bareAnswer(await call(site.visitor(), 'askForReset', { email }), [email]),
      ),
    )
    expect(absent).toMatchObject({ status: 200, body: expect.stringContaining('"ok":true') })
    expect(other).toEqual(absent)
    await eventually(async () => {
      const asked = { to: { in: addresses }, kind: 'resetAsked' } as const
      const answered = await site.db.mail.count({ where: { ...asked, sentAt: { not: null } } })
      return answered === 2 || `${answered} of 2 are answered`
    })
    const letters = await toAddresses(addresses)
    const wanted = kind === 'deactivated' ? [] : [[addresses[1], 'A new password for Gavel']]
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual(wanted)
  })

  test('is no other answer, and no other letter, to somebody who wants that address for their own', async () => {
    const wanting = async (wanted: string) => {
      const { visitor, accountId } = await site.signedIn('moderator')
      const own = (await site.db.account.findUniqueOrThrow({ where: { id: accountId } })).email
      const answer = bareAnswer(await call(visitor, 'askForAddress', { email: wanted }), [wanted, own])
      return { answer, letters: bareLetters(await toAddresses([wanted, own]), [wanted, own]) }
    }
    const absent = await wanting(await anAddress('absent'))
    expect(absent.answer.body).toContain('"ok":true')
    expect(absent.letters.map(([to, subject]) => [to, subject])).toEqual([
      ['0', 'Confirm your address for Gavel'],
      ['1', 'Another address was asked for'],
    ])
    expect(await wanting(await anAddress(kind))).toEqual(absent)
  })
})
