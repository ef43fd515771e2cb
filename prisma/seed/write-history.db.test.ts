import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anAccount, aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { HISTORY } from './history.ts'
import { writeHistory } from './write-history.ts'

let server: TestDatabase
let db: Database
const today = new Date('2026-11-25T20:00:00Z')
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  for (const name of ['Openmic', 'Tutor', 'Care desk']) await aProject(db, { name })
  const [ines, tomasz] = [await anAccount(db, 'Ines Duarte'), await anAccount(db, 'Tomasz Wilk')]
  const moderators = { Ines: ines.id, Tomasz: tomasz.id }
  expect(await writeHistory(db, HISTORY, moderators, today)).toBe(HISTORY.length)
  expect(await writeHistory(db, HISTORY, moderators, new Date('2026-11-26T20:00:00Z'))).toBe(0)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

test('nothing of the past is live, and all of it has ended before today', async () => {
  expect(await db.videoSession.count({ where: { live: true } })).toBe(0)
  expect(await db.connection.count({ where: { OR: [{ live: true }, { endedAt: null }] } })).toBe(0)
  expect(await db.stream.count({ where: { OR: [{ live: true }, { endedAt: null }] } })).toBe(0)
  expect(await db.platformEvent.count({ where: { platformAt: { gt: today } } })).toBe(0)
})

test('no recording promises a file', async () => {
  const states = await db.archive.groupBy({ by: ['state'] })
  expect(states.map(({ state }) => state).sort()).toEqual(['expired', 'deleted'].sort())
})

test('whoever was put out left at that moment, and the counts end at nobody', async () => {
  const removals = await db.actionTarget.findMany({
    where: { action: { kind: 'disconnect' } },
    include: { connection: true },
  })
  expect(removals.length).toBeGreaterThan(1)
  for (const { connection, settledAt } of removals)
    expect(connection).toMatchObject({ endReason: 'forceDisconnected', endedAt: settledAt })
  const last = await db.countSample.findMany({
    distinct: ['sessionId'],
    orderBy: [{ sessionId: 'asc' }, { at: 'desc' }],
  })
  expect(last).toHaveLength(HISTORY.length)
  for (const { connections, publishers, subscribers } of last)
    expect([connections, publishers, subscribers]).toEqual([0, 0, 0])
})

test('each action has a target that is known', async () => {
  expect(
    await db.actionTarget.count({ where: { connectionId: null, streamId: null, archiveId: null } }),
  ).toBe(0)
})

test('the record says that it is fiction, and its chain holds', async () => {
  const entries = await db.auditEntry.findMany({ where: { action: 'demo.history' } })
  expect(entries).toHaveLength(HISTORY.length)
  expect(entries.every(({ details }) => JSON.stringify(details) === '{"fiction":true}')).toBe(true)
  expect(await verifyAudit(db)).toMatchObject({ ok: true })
})
