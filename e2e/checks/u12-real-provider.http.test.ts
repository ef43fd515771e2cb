import { afterAll, beforeAll, expect, test } from 'vitest'
import { actionNamed, callAction } from '../kit/action-index.ts'
import { comeBack, landing, leaveForProvider } from '../kit/provider-visit.ts'
import { type RealProvider, startRealProvider } from '../kit/real-provider.ts'
import { type Site, startSite } from '../kit/site.ts'

/** U12, the other side: what a certified provider does is understood as it is meant. */
let provider: RealProvider
let site: Site

beforeAll(async () => {
  provider = await startRealProvider()
  site = await startSite({
    env: { ...provider.env, GAVEL_OIDC_ROLES: 'moderators=moderator', GAVEL_OIDC_ACCOUNTS: 'mapped' },
  })
  await provider.register(site.nodes[0]?.url ?? '')
}, 600_000)

afterAll(async () => {
  await site?.end()
  await provider?.stop()
})

const account = (login: string, groups: string[]) => ({
  email: `${login}@northlight.example`,
  email_verified: true,
  name: login,
  groups,
})

test('somebody in a mapped group signs in through its forms and may do what the role allows', async () => {
  provider.people.set('mia', account('mia', ['moderators']))
  const visitor = site.visitor()
  const back = await provider.signIn(await leaveForProvider(visitor), 'mia')
  const { path } = await landing(visitor, await comeBack(visitor, back))
  expect(path).toBe('/live')
  expect((await visitor.send('GET', '/live')).status).toBe(200)
  expect((await visitor.send('GET', '/api/auth/session')).body).toContain('mia@northlight.example')
})

test('somebody in no mapped group is told so', async () => {
  provider.people.set('theo', account('theo', ['choir']))
  const visitor = site.visitor()
  const back = await provider.signIn(await leaveForProvider(visitor), 'theo')
  const { body } = await landing(visitor, await comeBack(visitor, back))
  expect(body).toContain('None of your groups has a role in Gavel.')
})

test('somebody with an account links it and signs in by it from then on, whatever their groups', async () => {
  provider.people.set('ines', account('ines', []))
  const { visitor, accountId } = await site.signedIn('moderator')
  const answer = await callAction(visitor, actionNamed(site.buildDir, 'linkProvider').id, {})
  const url = /"url":"([^"]+)"/.exec(answer.body)?.[1] ?? ''
  const { path } = await landing(visitor, await comeBack(visitor, await provider.signIn(url, 'ines')))
  expect(path).toBe('/me/provider?linked=')

  const elsewhere = site.visitor()
  await comeBack(elsewhere, await provider.signIn(await leaveForProvider(elsewhere), 'ines'))
  expect((await elsewhere.send('GET', '/live')).status).toBe(200)
  expect(await site.db.device.count({ where: { accountId, method: 'provider' } })).toBe(1)
})

test('it gives a code once: the second time the address opens nothing', async () => {
  const visitor = site.visitor()
  const back = await provider.signIn(await leaveForProvider(visitor), 'mia')
  const thief = visitor.copy()
  await comeBack(visitor, back)
  await comeBack(thief, back)
  expect((await thief.send('GET', '/api/sessions')).status).toBe(401)
})
