import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { wire } from '../../e2e/kit/callbacks.ts'
import type { WireEvent } from '../../e2e/kit/history.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { parseCallback } from './callback-schema.ts'
import { createIngest, type Ingest } from './ingest.ts'
import type { Received } from './project/events.ts'

let server: TestDatabase
let db: Database
let store: Ingest
let projectId: string
let session: { id: string; platformId: string }
let made = 0

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  store = createIngest(db)
  projectId = (await aProject(db)).id
})

beforeEach(async () => {
  session = await aSession(db, projectId, { platformId: `2_I${++made}` })
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

function received(event: WireEvent): Received {
  const callback = parseCallback(JSON.stringify(event), '123', new Date())
  if (!callback.ok) throw new Error(callback.failure)
  return { projectId, verified: true, callback: callback.value }
}

const here = () => ({ session: session.platformId })
const connection = (platformId: string) => db.connection.findFirstOrThrow({ where: { platformId } })
const alerts = () => db.alert.findMany({ where: { sessionId: session.id } })

async function aGrant(ref: string, kind: 'participant' | 'watcher' = 'participant', sessionId = session.id) {
  const expiresAt = new Date(Date.now() + 60_000)
  return db.grant.create({ data: { projectId, sessionId, ref, kind, role: 'subscriber', expiresAt } })
}

const REF = `g_${'k'.repeat(22)}`

test('a grant stands behind the connection that comes with its reference', async () => {
  const grant = await aGrant(`${REF.slice(0, -1)}1`)
  await store(received(wire.joined('c-grant', { ...here(), data: grant.ref })))
  expect(await connection('c-grant')).toMatchObject({ data: 'grant', grantId: grant.id, kind: 'participant' })
})

test('a moderator who watches is a connection and is in no count', async () => {
  const grant = await aGrant(`${REF.slice(0, -1)}2`, 'watcher')
  await store(received(wire.joined('c-watch', { ...here(), data: grant.ref })))
  await store(received(wire.joined('c-guest', here())))
  expect(await db.videoSession.findUnique({ where: { id: session.id } })).toMatchObject({
    connections: 1,
    subscribers: 1,
    watchers: 1,
  })
})

test("a reference of another session's grant proves nothing", async () => {
  const other = await aSession(db, projectId)
  const grant = await aGrant(`${REF.slice(0, -1)}3`, 'watcher', other.id)
  await store(received(wire.joined('c-other', { ...here(), data: grant.ref })))
  expect(await connection('c-other')).toMatchObject({ data: 'opaque', grantId: null, kind: 'participant' })
})

test('a second connection on one grant raises one alert, a third no more', async () => {
  const grant = await aGrant(`${REF.slice(0, -1)}4`)
  const join = (id: string) => store(received(wire.joined(id, { ...here(), data: grant.ref })))
  await join('c-first')
  expect(await alerts()).toEqual([])
  await join('c-second')
  await join('c-third')
  const second = await connection('c-second')
  expect(await alerts()).toMatchObject([{ kind: 'grantReused', connectionId: second.id }])
})

test("an application's own reference is a person of its project", async () => {
  const person = await db.person.create({ data: { projectId, ref: 'p_7kq2', name: 'Mia Keller' } })
  await store(received(wire.joined('c-person', { ...here(), data: 'p_7kq2' })))
  expect(await connection('c-person')).toMatchObject({ data: 'person', personId: person.id })
})

test('data that looks personal is flagged, and stands nowhere in the database', async () => {
  await store(received(wire.joined('c-personal', { ...here(), data: 'mia.keller@example.com' })))
  expect(await connection('c-personal')).toMatchObject({ data: 'personal' })
  expect(await alerts()).toMatchObject([{ kind: 'personalData' }])
  const rows = [
    await db.platformEvent.findMany(),
    await db.feedEntry.findMany(),
    await db.connection.findMany(),
  ]
  const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
  expect(text).not.toContain('mia.keller')
})

test('counts are kept as a sample when they change, and only then', async () => {
  const samples = () => db.countSample.findMany({ where: { sessionId: session.id } })
  await store(received(wire.joined('c-sample', here())))
  expect(await samples()).toMatchObject([{ connections: 1, publishers: 0, subscribers: 1 }])
  await db.countSample.deleteMany({ where: { sessionId: session.id } })
  await store(
    received({ ...here(), sessionId: session.platformId, event: 'sessionNotification', timestamp: 1 }),
  )
  expect(await samples()).toEqual([])
})

test('every change is announced with the row as it is then, in one piece with the event', async () => {
  const before = Number((await db.feedHead.findFirstOrThrow()).seq)
  await store(received(wire.joined('c-told', here())))
  const entries = await db.feedEntry.findMany({ where: { seq: { gt: before } }, orderBy: { seq: 'asc' } })
  expect(entries.map((entry) => entry.kind)).toEqual(['event', 'connection', 'session'])
  expect(entries.at(-1)?.payload).toMatchObject({ session: { id: session.id, connections: 1, live: true } })
})

test('what the database cannot hold is refused alone, and the rest of its batch is stored', async () => {
  const [good, bad, alsoGood] = ['c-good', 'c-bad', 'c-good2'].map((id) => received(wire.joined(id, here())))
  if (!good || !bad || !alsoGood) throw new Error('three are made above')
  // Nothing that is parsed can be so; the queue must hold all the same.
  const broken = { ...bad, callback: { ...bad.callback, reason: 'a\u0000b' } }
  const warmUp = store(received(wire.joined('c-warm', here())))
  const answers = await Promise.all([warmUp, store(good), store(broken), store(alsoGood)])
  expect(answers).toEqual(['stored', 'stored', 'refused', 'stored'])
})

test('without a database every waiting callback is told to come again, and none is lost afterwards', async () => {
  const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/nowhere')
  const away = createIngest(nowhere)
  const answers = await Promise.all(
    Array.from({ length: 600 }, (_, n) => away(received(wire.joined(`c-${n}`, here())))),
  )
  expect(new Set(answers)).toEqual(new Set(['unavailable']))
  await nowhere.$disconnect()
})
