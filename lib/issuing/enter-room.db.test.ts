import { randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveProject } from '#lib/platform/save-project.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anActor, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { createInvite } from './create-invite.ts'
import { enterRoom } from './enter-room.ts'
import { lockInvite } from './find-invite.ts'
import { watchSession } from './watch-session.ts'

const API_KEY = '99000123'
const PLATFORM_ID = (unique: string) =>
  `1_${Buffer.from(`1~${API_KEY}~127.0.0.1~1700000000000~${unique}~`).toString('base64url')}`
let server: TestDatabase
let db: Database
let projectId: string
let accountId: string
beforeAll(async () => {
  server = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: server.url,
    GAVEL_SECRET: randomBytes(32).toString('hex'),
    GAVEL_MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    GAVEL_URL: 'http://localhost:3000',
  })
  db = openDatabase(server.url, 20)
  const secrets = { apiSecret: 'the-api-secret-of-openmic' }
  const settings = {
    name: 'Openmic',
    platform: 'opentok',
    platformId: API_KEY,
    apiUrl: null,
    secrets,
  } as const
  // By the keys of this process, which another file of tests may have set before.
  const saved = await db.$transaction((tx) => saveProject(tx, settings, new Date()))
  if (!saved.ok) throw new Error(saved.failure)
  projectId = saved.value.projectId
  accountId = (await aSignedIn(db, ['invite.create'], [projectId])).account.id
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

let made = 0
async function aRoom(given: { capacity?: number; closedAt?: Date } = {}) {
  const row = await aSession(db, projectId, { platformId: PLATFORM_ID(`room${made++}`) })
  return db.videoSession.update({ where: { id: row.id }, data: given })
}
type Room = Awaited<ReturnType<typeof aRoom>>

async function anInvite(room: Room, uses = 1, role: 'publisher' | 'subscriber' = 'publisher') {
  const actor = anActor(['invite.create'], 'everywhere', accountId)
  const invite = await db.$transaction((tx) => createInvite(tx, actor, room, { role, uses, hours: 1 }))
  if (!invite.ok) throw new Error(invite.failure)
  return new URL(invite.value.url).pathname.split('/').at(-1) ?? ''
}

const enter = (token: string, name = 'Mia Keller', receipt?: string) =>
  db.$transaction(
    async (tx) => {
      const invite = await lockInvite(tx, token)
      if (!invite) throw new Error('no such invite')
      return enterRoom(tx, invite, { name, receipt })
    },
    { maxWait: 15_000, timeout: 15_000 },
  )

async function entered(token: string, name?: string, receipt?: string) {
  const result = await enter(token, name, receipt)
  if (!result.ok) throw new Error(result.failure)
  return result.value
}

const grantOf = (token: string) =>
  db.grant.findUniqueOrThrow({ where: { ref: String(decodeJwt(token).connection_data) } })

describe('somebody with an invite', () => {
  test('gets a token for one session, for minutes, that says nothing about them', async () => {
    const room = await aRoom()
    const ticket = await entered(await anInvite(room), '  Mia \u202eKeller ')
    expect(ticket).toMatchObject({
      apiKey: API_KEY,
      apiUrl: null,
      sessionId: room.platformId,
      name: 'Mia Keller',
    })
    const claims = decodeJwt(ticket.token)
    expect(claims).toMatchObject({ role: 'publisher', session_id: room.platformId })
    expect(claims.connection_data).toMatch(/^g_[\w-]{22}$/)
    expect((claims.exp ?? 0) * 1000 - Date.now()).toBeLessThanOrEqual(300_000)
    expect(JSON.stringify(claims)).not.toContain('Mia')
    const grant = await grantOf(ticket.token)
    expect(await db.person.findUniqueOrThrow({ where: { id: grant.personId ?? '' } })).toMatchObject({
      name: 'Mia Keller',
    })
  })

  test('uses it up, comes back by the receipt, and by nobody else’s', async () => {
    const token = await anInvite(await aRoom())
    const first = await entered(token)
    expect(await enter(token, 'Ben')).toEqual({ ok: false, failure: 'used' })
    const again = await entered(token, 'Mia K.', first.receipt)
    expect(again.token).not.toBe(first.token)
    expect((await grantOf(again.token)).personId).toBe((await grantOf(first.token)).personId)
    const elsewhere = await entered(await anInvite(await aRoom()), 'Eve')
    for (const receipt of [elsewhere.receipt, `${decodeJwt(first.token).connection_data}.forged`, '', 'g_x.'])
      expect(await enter(token, 'Eve', receipt)).toEqual({ ok: false, failure: 'used' })
  })

  test.each([
    ['', 'name-empty'],
    ['\u200b \u202e', 'name-empty'],
    ['a'.repeat(10_000), 'name-too-long'],
  ] as const)('must write a name, and not %#', async (name, failure) => {
    expect(await enter(await anInvite(await aRoom()), name)).toEqual({ ok: false, failure })
  })

  test('does not come in when it has expired, was taken back, or the session is closed', async () => {
    const [expired, revoked, closed] = [
      await anInvite(await aRoom()),
      await anInvite(await aRoom()),
      await aRoom(),
    ]
    const toClosed = await anInvite(closed)
    await db.videoSession.update({ where: { id: closed.id }, data: { closedAt: new Date() } })
    const change = async (token: string, data: { expiresAt?: Date; revokedAt?: Date }) => {
      const invite = await db.$transaction((tx) => lockInvite(tx, token))
      await db.invite.update({ where: { id: invite?.id ?? '' }, data })
    }
    await change(expired, { expiresAt: new Date(Date.now() - 1) })
    await change(revoked, { revokedAt: new Date() })
    expect(await enter(expired)).toEqual({ ok: false, failure: 'expired' })
    expect(await enter(revoked)).toEqual({ ok: false, failure: 'revoked' })
    expect(await enter(toClosed)).toEqual({ ok: false, failure: 'closed' })
  })

  test.each([
    ['is deactivated', { disabledAt: new Date() }, { disabledAt: null }, {}, {}],
    ['has lost the role', {}, {}, { expiresAt: new Date(0) }, { expiresAt: null }],
  ])('does not come in when whoever made it %s', async (_what, gone, back, lost, found) => {
    const token = await anInvite(await aRoom(), 2)
    const { receipt } = await entered(token)
    const change = async (account: object, holding: object) => {
      await db.account.update({ where: { id: accountId }, data: account })
      await db.roleHolding.updateMany({ where: { accountId }, data: holding })
    }
    await change(gone, lost)
    expect(await enter(token)).toEqual({ ok: false, failure: 'revoked' })
    expect(await enter(token, 'Mia Keller', receipt)).toEqual({ ok: false, failure: 'revoked' })
    await change(back, found)
    expect((await enter(token)).ok).toBe(true)
  })
})

describe('a room with places for three', () => {
  test('gives thirty who ask at once, by ten links, exactly three', async () => {
    const room = await aRoom({ capacity: 3 })
    const links = await Promise.all(Array.from({ length: 10 }, () => anInvite(room, 10)))
    const tries = links.flatMap((link) => [link, link, link])
    const results = await Promise.all(tries.map((link, index) => enter(link, `Person ${index}`)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(3)
    for (const result of results) if (!result.ok) expect(result.failure).toBe('full')
    expect(await db.grant.count({ where: { sessionId: room.id } })).toBe(3)
  })

  test('counts whoever came by other ways, gives a place back, and never counts one person twice', async () => {
    const room = await aRoom({ capacity: 2 })
    const connection = await db.connection.create({
      data: { sessionId: room.id, projectId, platformId: `c-${room.id}`, live: true },
    })
    const token = await anInvite(room, 5)
    const mia = await entered(token)
    expect(await enter(token, 'Ben')).toEqual({ ok: false, failure: 'full' })
    expect(await enter(token, 'Mia Keller', mia.receipt)).toMatchObject({ ok: true })
    await db.connection.update({ where: { id: connection.id }, data: { live: false } })
    expect(await enter(token, 'Ben')).toMatchObject({ ok: true })
  })

  test('does not count moderators who watch', async () => {
    const room = await aRoom({ capacity: 1 })
    const watcher = anActor(['session.watch'], 'everywhere', accountId)
    for (let time = 0; time < 3; time++)
      expect(await db.$transaction((tx) => watchSession(tx, watcher, room))).toMatchObject({ ok: true })
    expect(await enter(await anInvite(room))).toMatchObject({ ok: true })
  })
})

describe('a moderator who watches', () => {
  const watch = (room: Room, permissions: Parameters<typeof anActor>[0]) =>
    db.$transaction((tx) => watchSession(tx, anActor(permissions, 'everywhere', accountId), room))

  test('gets the least role that serves, for two minutes, and is known as a watcher', async () => {
    const room = await aRoom()
    const onlyWatching = await watch(room, ['session.watch'])
    const acting = await watch(room, ['session.watch', 'participant.unpublish'])
    if (!onlyWatching.ok || !acting.ok) throw new Error('refused')
    expect(decodeJwt(onlyWatching.value.token).role).toBe('subscriber')
    expect(decodeJwt(acting.value.token).role).toBe('moderator')
    expect((decodeJwt(acting.value.token).exp ?? 0) * 1000 - Date.now()).toBeLessThanOrEqual(120_000)
    expect(await grantOf(acting.value.token)).toMatchObject({ kind: 'watcher', accountId, personId: null })
  })

  test('gets none for a closed session', async () => {
    expect(await watch(await aRoom({ closedAt: new Date() }), ['session.watch'])).toEqual({
      ok: false,
      failure: 'closed',
    })
  })
})
