import { afterAll, beforeAll, expect, test } from 'vitest'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { type Site, startSite } from '../kit/site.ts'

/** U15: the first admin is made with the printed code, once, however many try at once on however many servers. */
const PASSWORD = 'a quiet evening in november'
let site: Site

beforeAll(async () => {
  site = await startSite({ nodes: 2, settingUp: true })
}, 600_000)

afterAll(() => site?.end())

function trySetup(node: number, n: number, code = site.setupCode) {
  const { id } = actionNamed(site.buildDir, 'completeSetup')
  const given = { code, name: `Admin ${n}`, email: `admin${n}@northlight.example`, password: PASSWORD }
  return callAction(site.visitor(node), id, given)
}

// In order: each test goes on from the one before, as an installation does.
test('until then every way leads to the set-up, and a wrong code makes nobody', async () => {
  expect((await site.visitor().send('GET', '/sign-in')).headers.location).toBe('/setup')
  expect((await site.visitor().send('GET', '/setup')).status).toBe(200)
  expect(replyOf(await trySetup(0, 0, 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA'))?.code).toBe('wrong-code')
  expect(await site.db.account.count()).toBe(0)
})

test('a weak password makes nobody, and the code is still good', async () => {
  const { id } = actionNamed(site.buildDir, 'completeSetup')
  const weak = { code: site.setupCode, name: 'Ines', email: 'ines@northlight.example', password: 'short' }
  expect(replyOf(await callAction(site.visitor(), id, weak))?.code).toBe('weak-password')
  expect(await site.db.account.count()).toBe(0)
})

test('fifty at once on two servers make one admin', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => trySetup(n % 2, n + 1)))
  const replies = answers.map(replyOf)
  expect(replies.filter((reply) => reply?.ok)).toHaveLength(1)
  expect(await site.db.account.count()).toBe(1)
  const admins = await site.db.roleHolding.count({ where: { role: { key: 'admin' }, projectId: null } })
  expect(admins).toBe(1)
}, 120_000)

test('that admin signs in, on the other server too', async () => {
  const { email } = await site.db.account.findFirstOrThrow()
  for (const node of [0, 1]) {
    const visitor = site.visitor(node)
    await visitor.signIn(email, PASSWORD)
    expect((await visitor.send('GET', '/api/auth/session')).body).toContain(email)
  }
})

test('afterwards there is no set-up, for ever, also when everybody is gone', async () => {
  const gone = async () => {
    expect((await site.visitor(1).send('GET', '/setup')).status).toBe(404)
    expect(replyOf(await trySetup(0, 99))?.code).toBe('not-found')
  }
  await gone()
  await site.db.$executeRaw`TRUNCATE "Account" CASCADE`
  await gone()
  expect(await site.db.account.count()).toBe(0)
})
