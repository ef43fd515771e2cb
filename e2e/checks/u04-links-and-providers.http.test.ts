import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLink } from '#lib/people/account-links.ts'
import { newId } from '#lib/system/ids.ts'
import { actionNamed, callAction, SAME_ORIGIN } from '../kit/action-index.ts'
import { type BareAnswer, bareAnswer, bareWay } from '../kit/bare-answer.ts'
import { type HostileProvider, startHostileProvider } from '../kit/hostile-provider.ts'
import { signInByProvider } from '../kit/provider-visit.ts'
import { type Site, startSite } from '../kit/site.ts'

/** U4, of what comes from elsewhere: neither a link of a letter nor a provider's word tells who has an account here. */
const PASSWORD = 'another evening in december'
let provider: HostileProvider
let site: Site

beforeAll(async () => {
  provider = await startHostileProvider()
  site = await startSite({
    env: provider.env,
  })
}, 600_000)

afterAll(async () => {
  await site?.end()
  await provider?.stop()
})

type Kind = 'absent' | 'here' | 'deactivated' | 'known to the provider'

async function anAddress(kind: Kind): Promise<string> {
  if (kind === 'absent') return `${newId()}@northlight.example`
  const { email, accountId: id } = await site.somebody('moderator')
  if (kind === 'deactivated')
    await site.db.account.update({ where: { id }, data: { disabledAt: new Date() } })
  if (kind === 'known to the provider')
    await site.db.identity.create({ data: { accountId: id, issuer: provider.issuer, subject: id } })
  return email
}

describe('a provider that claims an address without proof', () => {
  test.each([
    ['and says so', false],
    ['and says nothing of it', undefined],
    ['and says so in a word', 'true'],
  ])(
    '%s: all that is told is the same, whoever has that address, and nobody gets a letter',
    async (_what, proof) => {
      const arriving = async (email: string) => {
        const sub = newId()
        provider.expect({ sub, email, email_verified: proof, name: 'Mia Sato', groups: ['moderators'] })
        const visitor = site.visitor()
        const told = await bareWay(visitor, await signInByProvider(visitor), [email, sub])
        return { told, letters: await site.db.mail.count({ where: { to: email } }) }
      }
      const absent = await arriving(await anAddress('absent'))
      expect(absent.told[0]?.headers.location).toMatch(/error=provider-unverified/)
      expect(absent.letters).toBe(0)
      for (const kind of ['here', 'deactivated', 'known to the provider'] as const)
        expect([kind, await arriving(await anAddress(kind))]).toEqual([kind, absent])
    },
  )
})

describe.each(['invite', 'reset'] as const)('a link of the kind %s', (kind) => {
  const [page, door, input] = {
    invite: ['/invite', 'acceptInvite', { name: 'Priya Nair', password: PASSWORD }] as const,
    reset: ['/reset', 'setNewPassword', { password: PASSWORD }] as const,
  }[kind]

  async function aLink(email: string): Promise<{ linkId: string; token: string }> {
    const account = await site.db.account.findUnique({ where: { email } })
    const link = { kind, accountId: account?.id ?? null, email, name: 'Priya Nair', createdById: null }
    const { linkId, url } = await site.db.$transaction((tx) => createLink(tx, link))
    return { linkId, token: url.split('/').at(-1) ?? '' }
  }

  async function opening(token: string): Promise<BareAnswer[]> {
    const visitor = site.visitor()
    const landed = await visitor.send('GET', `/link/${kind}/${token}`)
    const shown = await visitor.send('GET', page)
    const done = await callAction(visitor, actionNamed(site.buildDir, door).id, input, SAME_ORIGIN, page)
    return [landed, shown, done].map((one) => bareAnswer(one, [token]))
  }

  test('that was used, taken back, is over, or is of a deactivated account is as one that never was', async () => {
    const never = await opening('A'.repeat(43))
    expect(never.map(({ status }) => status)).toEqual([303, 200, 200])
    expect(never[2]?.body).toContain('"code":"not-found"')
    for (const data of [
      { usedAt: new Date() },
      { revokedAt: new Date() },
      { expiresAt: new Date(Date.now() - 1_000) },
    ]) {
      const { linkId, token } = await aLink(await anAddress(kind === 'reset' ? 'here' : 'absent'))
      await site.db.accountLink.update({ where: { id: linkId }, data })
      expect(await opening(token)).toEqual(never)
    }
    if (kind === 'reset') {
      const { token } = await aLink(await anAddress('deactivated'))
      expect(await opening(token)).toEqual(never)
    }
  })
})
