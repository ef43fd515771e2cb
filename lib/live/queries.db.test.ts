import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { liveSnapshot, sessionSnapshot } from './queries.ts'

let server: TestDatabase
let db: Database

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

test('the live page is given the live sessions of the projects one may see, and where the feed stood', async () => {
  const [mine, theirs] = await Promise.all([
    aProject(db, { name: 'Openmic' }),
    aProject(db, { name: 'Tutor' }),
  ])
  const seen = await aSession(db, mine.id, { name: 'Late-night karaoke', live: true })
  await aSession(db, mine.id, { name: 'Over since long', live: false })
  await aSession(db, theirs.id, { name: 'Algebra II', live: true })
  await db.countSample.create({
    data: { sessionId: seen.id, at: new Date(), connections: 3, publishers: 1, subscribers: 2 },
  })
  const snapshot = await liveSnapshot(anActor(['session.view'], new Set([mine.id])), db)
  expect(snapshot.sessions.map((session) => session.name)).toEqual(['Late-night karaoke'])
  expect(snapshot.samples[seen.id]).toMatchObject([{ connections: 3, publishers: 1, subscribers: 2 }])
  expect(snapshot.projects.map((project) => project.name)).toEqual(['Openmic'])
  expect(snapshot.position).toBe(0)
})

test('whoever holds no permission sees nothing live', async () => {
  const project = await aProject(db)
  await aSession(db, project.id, { live: true })
  expect(await liveSnapshot(anActor([]), db)).toMatchObject({ sessions: [], projects: [] })
})

test('a session in a foreign project, one that does not exist and nonsense are all alike: nothing', async () => {
  const [mine, theirs] = await Promise.all([aProject(db), aProject(db)])
  const foreign = await aSession(db, theirs.id, { live: true })
  const actor = anActor(['session.view'], new Set([mine.id]))
  expect(await sessionSnapshot(actor, foreign.id, db)).toBeNull()
  expect(await sessionSnapshot(actor, newId(), db)).toBeNull()
  expect(await sessionSnapshot(actor, "../'; DROP", db)).toBeNull()
})

test('a session page shows who is there, whose stream it is, who watches, what runs and what to look at', async () => {
  const project = await aProject(db)
  const account = await anAccount(db, 'Tomasz Wilk')
  const session = await aSession(db, project.id, { name: 'Late-night karaoke', live: true })
  const within = { projectId: project.id, sessionId: session.id }
  const person = await db.person.create({ data: { projectId: project.id, ref: 'p_mia', name: 'Mia Keller' } })
  const grant = await db.grant.create({
    data: {
      ...within,
      ref: 'g_watch',
      kind: 'watcher',
      role: 'moderator',
      accountId: account.id,
      expiresAt: new Date(),
    },
  })
  const at = new Date('2026-11-24T21:56:06.000Z')
  const mia = await db.connection.create({
    data: { ...within, platformId: 'c-mia', personId: person.id, data: 'person', createdAt: at, live: true },
  })
  await db.connection.create({
    data: {
      ...within,
      platformId: 'c-tomasz',
      kind: 'watcher',
      grantId: grant.id,
      data: 'grant',
      createdAt: at,
      live: true,
    },
  })
  await db.connection.create({
    data: { ...within, platformId: 'c-gone', createdAt: at, endedAt: at, endReason: 'clientDisconnected' },
  })
  await db.videoSession.update({ where: { id: session.id }, data: { watchers: 1 } })
  await db.stream.create({
    data: { ...within, platformId: 't-mia', connectionId: mia.id, name: 'Mia', createdAt: at, live: true },
  })
  await db.archive.create({
    data: { ...within, platformId: 'a-1', state: 'recording', startedAt: at, size: 12n },
  })
  await db.alert.create({ data: { ...within, kind: 'grantReused', connectionId: mia.id, cause: 'one' } })
  await db.platformEvent.create({
    data: {
      ...within,
      digest: Buffer.from('one'),
      kind: 'streamCreated',
      subject: 't-mia',
      platformAt: at,
      verified: true,
      body: {},
    },
  })

  const page = await sessionSnapshot(anActor(['session.view']), session.id, db)

  expect(page?.session).toMatchObject({
    archive: { state: 'recording', size: 12, startedAt: at.toISOString() },
    watching: [{ accountId: account.id, name: 'Tomasz Wilk', since: at.toISOString() }],
    openAlerts: [{ kind: 'grantReused', connectionId: mia.id }],
  })
  const shown = Object.fromEntries(page?.connections.map((one) => [one.platformId, one]) ?? [])
  expect(shown['c-mia']).toMatchObject({
    name: 'Mia Keller',
    role: null,
    ended: null,
    flags: ['grantReused'],
  })
  expect(shown['c-tomasz']).toMatchObject({ name: 'Tomasz Wilk', kind: 'watcher', role: 'moderator' })
  expect(shown['c-gone']).toMatchObject({ name: null, ended: { reason: 'clientDisconnected' } })
  expect(page?.streams).toMatchObject([
    { platformId: 't-mia', connectionId: mia.id, since: at.toISOString() },
  ])
  expect(page?.events).toMatchObject([{ kind: 'streamCreated', connectionId: mia.id, at: at.toISOString() }])
  expect(page?.archives).toHaveLength(1)
  expect(page?.project).toMatchObject({ id: session.projectId, trouble: null })

  const trouble = 'The platform cannot be reached.'
  await db.project.update({ where: { id: session.projectId }, data: { trouble } })
  const inTrouble = await sessionSnapshot(anActor(['session.view']), session.id, db)
  expect(inTrouble?.project).toMatchObject({ trouble })
})
