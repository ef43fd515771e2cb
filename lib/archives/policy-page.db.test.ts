import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { policyPage } from './request-queries.ts'

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

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

test("a project's page counts the recordings of thirty days that nobody here began, and no others", async () => {
  const { id: projectId } = await aProject(db)
  const { id: other } = await aProject(db)
  const { id: startedById } = await anAccount(db)
  const record = async (project: string, startedAt: Date, starter: string | null) => {
    const { id: sessionId } = await aSession(db, project)
    const data = { projectId: project, sessionId, platformId: newId(), startedAt, startedById: starter }
    await db.archive.create({ data: { ...data, state: 'available' } })
  }
  const actor = anActor(['project.manage'], new Set([projectId]))
  expect(await policyPage(actor, projectId, db)).toMatchObject({ unauthorized: 0 })
  await record(projectId, daysAgo(1), startedById)
  await record(projectId, daysAgo(1), null)
  await record(projectId, daysAgo(29), null)
  await record(projectId, daysAgo(31), null)
  await record(other, daysAgo(1), null)
  expect(await policyPage(actor, projectId, db)).toMatchObject({ unauthorized: 2 })
  expect(await policyPage(actor, other, db)).toBeNull()
})
