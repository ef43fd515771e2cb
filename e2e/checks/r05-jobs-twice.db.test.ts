import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findWork, isLookedFor } from '#lib/jobs/find-work.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { footprint, rowsBetween } from '../kit/footprint.ts'
import { type SlowServer, slowServer } from '../kit/slow-server.ts'
import { startStrictS3 } from '../kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'
import type { JobScene, Outside } from './jobs/job.ts'
import { JOBS_ON_FILES } from './jobs/on-files.ts'
import { JOBS_ON_KEPT_RECORDINGS } from './jobs/on-kept-recordings.ts'
import { JOBS_ON_RUNNING_RECORDINGS } from './jobs/on-running-recordings.ts'
import { JOBS_ON_SESSIONS } from './jobs/on-sessions.ts'
import { JOBS_ON_THE_RECORD } from './jobs/on-the-record.ts'
import { JOBS_THAT_TELL } from './jobs/that-tell.ts'

/**
 * R5: every server does every job. Done by two at the same moment and once more, a job leaves what one server leaves that does it
 * once: the same rows in every table, and outside of the database as many deeds. So it does when one of the two has read what is
 * due and takes it only when the other is through with it.
 */
const JOBS = [
  ...JOBS_ON_SESSIONS,
  ...JOBS_ON_RUNNING_RECORDINGS,
  ...JOBS_ON_FILES,
  ...JOBS_ON_KEPT_RECORDINGS,
  ...JOBS_THAT_TELL,
  ...JOBS_ON_THE_RECORD,
]

/** They do nothing that could happen twice. */
const WITHOUT_EFFECT = [
  'platform-addresses', // fills this process's memory
  'follow-cast', // only beside the sandbox: writes the names that it says, each time the same
]

/** Everything there is of it is due, whatever the time: such a one cannot be held up between looking and taking. */
const WITHOUT_A_CLOCK = ['index-archives', 'alert-news']

let server: TestDatabase
let client: pg.Client
/** Two servers: each with connections of its own. */
let db: Database
let other: Database
let slow: SlowServer
let outside: Outside

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gavel-twice-'))
  testEnv({ GAVEL_DATA_DIR: dataDir, GAVEL_WEBHOOK_NETWORKS: '127.0.0.0/8', GAVEL_LOG_LEVEL: 'silent' })
  server = await createTestDatabase()
  slow = await slowServer(server.url)
  db = openDatabase(server.url)
  other = openDatabase(server.url)
  client = new pg.Client({ connectionString: server.url })
  await client.connect()
  outside = { dataDir, s3: await startStrictS3() }
})

/** What a test leaves behind waits with its project. */
afterEach(async () => {
  await db.project.updateMany({ data: { pausedAt: new Date() } })
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect(), slow.end(), client.end(), outside.s3.stop()])
  await server.drop()
  rmSync(outside.dataDir, { recursive: true })
  delete process.env.GAVEL_DATA_DIR // the next file has its own
  testEnv({ GAVEL_WEBHOOK_NETWORKS: '', GAVEL_LOG_LEVEL: '' })
})

/** What came of this work on a scene: rows, and what is to be seen. */
async function leftBy({ seen }: JobScene, work: () => Promise<unknown>) {
  const before = await footprint(client)
  await work()
  return { rows: rowsBetween(before, await footprint(client)), sees: await seen() }
}

/** Once more, and nothing at all is changed by it. */
async function expectNothingMore({ run, seen }: JobScene): Promise<void> {
  const [before, saw] = [await footprint(client), await seen()]
  await run(db)
  await run(other)
  expect(await footprint(client)).toEqual(before)
  expect(await seen()).toEqual(saw)
}

describe.each(JOBS.map((job) => [`${job.name} ${job.does}`, job] as const))('%s', (_title, job) => {
  const once = { rows: job.rows, sees: job.sees }

  test('by two servers at the same moment and once more as by one', async () => {
    const alone = await job.scene(db, outside)
    // Jobs that look often are begun only when one question for all of them says so.
    expect((await findWork(db)).has(job.name)).toBe(isLookedFor(job.name))
    expect(await leftBy(alone, () => alone.run(db))).toEqual(once)
    const both = await job.scene(db, outside)
    expect(await leftBy(both, () => Promise.all([both.run(db), both.run(other)]))).toEqual(once)
    await expectNothingMore(both)
  })

  test('once, when one server takes what the other has done since it looked', async () => {
    const { run, seen } = await job.scene(db, outside)
    const left = await leftBy({ run, seen }, async () => {
      const isSlow = await slow.whileItReads(run, () => run(db), job.looksBy)
      expect(isSlow).toBe(!WITHOUT_A_CLOCK.includes(job.name))
    })
    expect(left).toEqual(once)
    await expectNothingMore({ run, seen })
  })
})

test('there is a scene for every job that any server does', async () => {
  const begun: string[] = []
  for await (const file of glob('lib/**/*.ts', { exclude: ['**/*.test.ts'] }))
    for (const [, name] of readFileSync(file, 'utf8').matchAll(
      /\brepeat(?:InProcess|WhenDue)?\(\s*'([^']+)'/g,
    ))
      begun.push(name ?? '')
  const shown = [...new Set(JOBS.map(({ name }) => name)), ...WITHOUT_EFFECT]
  expect(begun.toSorted()).toEqual(shown.toSorted())
})
