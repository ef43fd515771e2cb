import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIngest } from '#lib/live/ingest.ts'
import { receiveCallback } from '#lib/live/receive-callback.ts'
import { reconcileSession } from '#lib/live/reconcile/reconcile-session.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { wire } from '../kit/callbacks.ts'
import type { WireEvent } from '../kit/history.ts'
import { anAccount, aProject } from '../kit/rows.ts'
import { type Scene, scriptedPlatform } from '../kit/scripted-platform.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** W3: a project that signs nothing is believed only as far as the platform's own lists agree. */

const SECRET = randomBytes(16).toString('base64url')
const SESSION = '2_Old'

let server: TestDatabase
let db: Database
let project: { id: string; platformId: string }

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  const pathSecretHash = createHash('sha256').update(SECRET).digest()
  const { id } = await aProject(db)
  project = await db.project.update({ where: { id }, data: { signedCallbacks: false, pathSecretHash } })
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

function send(event: WireEvent, secret: string | undefined = SECRET) {
  const request = new Request('http://localhost/', { method: 'POST', body: JSON.stringify(event) })
  const address = { project: project.platformId, ...(secret === undefined ? {} : { secret }) }
  return receiveCallback(request, address, { db, store: createIngest(db) })
}

async function compareWith(scene: Partial<Scene>) {
  const session = await db.videoSession.findFirstOrThrow({ where: { platformId: SESSION } })
  const platform = scriptedPlatform(() => ({ connections: [], streams: [], ...scene }))
  return reconcileSession(db, platform, { ...session, asked: new Date() })
}

const at = Date.now() - 600_000
const joined = (id: string) => wire.joined(id, { session: SESSION, at })
const forced = (id: string) =>
  wire.left(id, { session: SESSION, at: at + 60_000, reason: 'forceDisconnected' })
const row = (platformId: string) => db.connection.findFirstOrThrow({ where: { platformId } })

test('without the secret, or with another, there is nothing at that address', async () => {
  for (const secret of [undefined, '', 'x', `${SECRET}x`, SECRET.slice(1)])
    expect(await send(joined('c-0'), secret ?? '')).toEqual({ ok: false, failure: 'unknown-project' })
  expect(await db.platformEvent.count()).toBe(0)
})

test('a forged end ends nobody, settles nothing and alarms nobody until the platform agrees', async () => {
  expect((await send(joined('c-1'))).ok).toBe(true)
  const connection = await row('c-1')
  const actor = await anAccount(db)
  const within = { projectId: project.id, sessionId: connection.sessionId }
  const action = await db.action.create({
    data: {
      ...within,
      kind: 'disconnect',
      actorId: actor.id,
      requestId: newId(),
      targets: { create: { connectionId: connection.id } },
    },
    include: { targets: true },
  })
  const target = () => db.actionTarget.findFirstOrThrow({ where: { actionId: action.id } })

  expect((await send(forced('c-1'))).ok).toBe(true)
  expect(await row('c-1')).toMatchObject({ live: true, endedAt: null })
  expect((await target()).state).toBe('asked')

  await compareWith({ connections: [{ id: 'c-1', createdAt: new Date(at) }] })
  expect(await row('c-1')).toMatchObject({ live: true })
  expect((await target()).state).toBe('asked')

  await compareWith({})
  expect(await row('c-1')).toMatchObject({ live: false })
  expect((await target()).state).toBe('confirmed')
  expect(await db.platformEvent.count({ where: { subject: 'c-1', verified: false } })).toBe(0)
})

test('an end by force that is only claimed raises no alert', async () => {
  await send(joined('c-2'))
  await send(forced('c-2'))
  await compareWith({ connections: [{ id: 'c-2', createdAt: new Date(at) }] })
  expect(await db.alert.count({ where: { kind: 'unexplainedForce' } })).toBe(0)
})

test('a recording is believed only when the platform knows it, and no address out of a callback is kept', async () => {
  await send(wire.archive('a-1', 'available', { session: SESSION, at }))
  expect(await db.archive.count()).toBe(0)
  await compareWith({})
  expect(await db.archive.count()).toBe(0)
  const events = await db.platformEvent.findMany({ where: { subject: 'a-1' } })
  expect(events).toMatchObject([{ verified: false }])
  expect(JSON.stringify(events[0]?.body)).not.toContain('elsewhere.example')
})

test('the session is asked about at once, for nobody else can vouch for what was said', async () => {
  await db.videoSession.updateMany({ data: { checkAt: new Date(Date.now() + 60_000) } })
  await send(forced('c-2'))
  await send(wire.left('c-9', { session: SESSION, at }))
  const session = await db.videoSession.findFirstOrThrow({ where: { platformId: SESSION } })
  expect(session.checkAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
})
