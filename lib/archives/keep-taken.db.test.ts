import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { archiveViews } from '#lib/live/views.ts'
import type { PlatformArchive } from '#lib/platform/model.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject, aSession } from '../../e2e/kit/rows.ts'
import { aRecording, scriptedPlatform } from '../../e2e/kit/scripted-platform.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { askRunning } from './ask-running.ts'

let server: TestDatabase
let db: Database
let archiveId: string
let sessionId: string
let said: PlatformArchive
const mia = { streamId: newId(), hasAudio: true, hasVideo: false }
const ben = { streamId: newId(), hasAudio: true, hasVideo: true }

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})
beforeEach(async () => {
  const projectId = (await aProject(db)).id
  sessionId = (await aSession(db, projectId, { live: true })).id
  const platformId = newId()
  const archive = await db.archive.create({ data: { projectId, sessionId, platformId, state: 'recording' } })
  archiveId = archive.id
  said = aRecording(platformId, { status: 'started', duration: 0 })
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

/** The platform is asked once more, and says this. */
async function ask(part: Partial<PlatformArchive>): Promise<void> {
  said = { ...said, ...part }
  await db.$executeRaw`UPDATE "RecordingWatch" SET "nextAt" = now() - interval '1 second'`
  await askRunning(db, async () =>
    scriptedPlatform(() => ({ connections: [], streams: [], archives: [said] })),
  )
}
const shown = async () => (await db.$transaction((tx) => archiveViews(tx, [archiveId])))[0]?.taken
const told = () => db.feedEntry.count({ where: { sessionId, kind: 'archive' } })

test('whose streams a recording takes is shown as the platform says it, and told when it changes', async () => {
  await ask({ taken: [mia, ben] })
  expect(await shown()).toEqual([mia, ben])
  const before = await told()
  expect(before).toBeGreaterThan(0)
  await ask({ taken: [mia, ben] })
  expect(await told()).toBe(before)
  await ask({ taken: [ben] })
  expect([await shown(), await told()]).toEqual([[ben], before + 1])
  await ask({ taken: [] })
  expect(await shown()).toEqual([])
})

test('of one that takes everybody there is no list, and of one that is over none is shown', async () => {
  await ask({ taken: null })
  expect([await shown(), await told()]).toEqual([null, 0])
  await ask({ taken: [mia] })
  await ask({ status: 'stopped', taken: null })
  expect(await shown()).toBeNull()
})
