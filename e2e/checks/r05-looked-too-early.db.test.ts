import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runCustody } from '#lib/custody/run-custody.ts'
import { warnOfCopies } from '#lib/custody/warn-of-copies.ts'
import { expireActions } from '#lib/moderation/expire-actions.ts'
import { settleWhole } from '#lib/moderation/send-action.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { custodyScene } from '../kit/custody-scene.ts'
import { anAccount, aProject, aSession } from '../kit/rows.ts'
import { type SlowServer, slowServer } from '../kit/slow-server.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'
import { ago } from './jobs/job.ts'

/** R5, across jobs: what a server has looked for as trouble is none any more when it comes to alarm about it. */
let server: TestDatabase
let db: Database
let slow: SlowServer

beforeAll(async () => {
  testEnv()
  server = await createTestDatabase()
  slow = await slowServer(server.url)
  db = openDatabase(server.url)
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), slow.end()])
  await server.drop()
})

test('a recording that is kept just now is not warned of as about to be lost', async () => {
  const scene = await custodyScene(db, randomBytes(1_000))
  onTestFinished(() => scene.end())
  const { archiveId } = scene
  await db.custody.update({ where: { archiveId }, data: { copyUntil: ago(-3_600) } })
  const isSlow = await slow.whileItReads(warnOfCopies, async () => {
    while (await runCustody(scene.tools()));
  })
  expect(isSlow).toBe(true)
  expect((await db.custody.findUniqueOrThrow({ where: { archiveId } })).step).toBe('kept')
  expect(await db.alert.count({ where: { archiveId } })).toBe(0)
})

test('a removal that is confirmed just now does not alarm as one that nobody confirmed', async () => {
  const { id: projectId } = await aProject(db)
  const { id: sessionId } = await aSession(db, projectId, { live: true })
  const { id: actorId } = await anAccount(db)
  const person = { projectId, sessionId, platformId: 'c-1', live: true, createdAt: ago(60) }
  const { id: connectionId } = await db.connection.create({ data: person })
  const asked = { projectId, sessionId, actorId, requestId: 'one', state: 'sent' as const, askedAt: ago(11) }
  const targets = { create: [{ connectionId, state: 'sent' as const }] }
  const { id } = await db.action.create({ data: { ...asked, kind: 'disconnect', targets } })
  const isSlow = await slow.whileItReads(expireActions, () =>
    settleWhole(db, id, { state: 'confirmed', by: 'callback' }),
  )
  expect(isSlow).toBe(true)
  expect((await db.action.findUniqueOrThrow({ where: { id } })).state).toBe('confirmed')
  expect(await db.alert.count({ where: { sessionId } })).toBe(0)
})
