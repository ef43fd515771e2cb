import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../scripts/migrate.mjs'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** R14: from each schema there ever was, with people and sessions in it, an installation becomes today's, however it is done. */
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const names = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
/** Columns of the first schema that must come through unchanged. */
const DATA = `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS sum, count(*)::int AS rows FROM (
  SELECT concat_ws('|', 'project', "id", "name", "platformId") AS line FROM "Project"
  UNION ALL SELECT concat_ws('|', 'session', "id", "projectId", "platformId", "name", "live") FROM "VideoSession"
  UNION ALL SELECT concat_ws('|', 'account', "id", "email", "name", "passwordHash") FROM "Account"
  UNION ALL SELECT concat_ws('|', 'event', "digest", "kind", "body") FROM "PlatformEvent"
) AS lines`
const FILL = `
  INSERT INTO "Project" ("id", "name", "platform", "platformId")
    VALUES ('00000000-0000-7000-8000-000000000001', 'Openmic', 'opentok', '99000001');
  INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt")
    SELECT gen_random_uuid(), p."id", '2_' || n, 'Evening ' || n, now() FROM "Project" p, generate_series(1, 50) n;
  INSERT INTO "PlatformEvent" ("projectId", "sessionId", "digest", "kind", "platformAt", "verified", "body")
    SELECT s."projectId", s."id", decode(md5(s."platformId" || '-' || n), 'hex'), 'connectionCreated', now(), true, '{"n": 1}'
    FROM "VideoSession" s, generate_series(1, 20) n;
  INSERT INTO "Account" ("id", "email", "name", "passwordHash")
    SELECT gen_random_uuid(), 'person-' || n || '@northlight.example', 'Person ' || n, 'none' FROM generate_series(1, 20) n;`

let directory: string
/** An installation that goes from schema to schema; each test has a copy of it. */
let ladder: TestDatabase
let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-earlier-'))
  ladder = await createTestDatabase()
  client = await connect(ladder)
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await client.end()
})
afterAll(async () => {
  await ladder.drop()
  rmSync(directory, { recursive: true, force: true })
})

async function connect({ url }: TestDatabase): Promise<pg.Client> {
  const connected = new pg.Client({ connectionString: url })
  await connected.connect()
  return connected
}

/** The first so many migrations, as a directory; with `broken` the last of them ends in a statement that does not exist. */
function first(count: number, broken = false): string {
  const made = join(directory, `first-${count}${broken ? '-broken' : ''}`)
  for (const name of names.slice(0, count))
    cpSync(join(MIGRATIONS, name), join(made, name), { recursive: true })
  const last = join(made, names[count - 1] ?? '', 'migration.sql')
  if (broken) writeFileSync(last, '\n;SELECT broken_off_here();', { flag: 'a' })
  return made
}

/** An installation of the first `count` migrations, with data in it; what the data's sum is. */
async function earlier(count: number) {
  await migrate({ url: ladder.url, directory: first(count) })
  database = await createTestDatabase({ from: ladder })
  client = await connect(database)
  await client.query(FILL)
  return sum()
}

const sum = async () => (await client.query<{ sum: string; rows: number }>(DATA)).rows[0]
const run = (from = MIGRATIONS) => migrate({ url: database.url, directory: from })
async function end() {
  await client.end()
  await database.drop()
}

describe.each(names.map((name, at) => [name, at + 1, names[at + 1] ?? null] as const))(
  'from the schema of %s',
  (_name, count, next) => {
    afterEach(end)

    test('two servers at once do it once, the data stays as it is, and again is nothing', async () => {
      const before = await earlier(count)
      expect(before?.rows).toBe(1 + 50 + 1_000 + 20)
      const [one, other] = await Promise.all([run(), run()])
      expect([...one, ...other]).toEqual(names.slice(count))
      expect(await sum()).toEqual(before)
      expect(await run()).toEqual([])
    })

    if (next === null) return
    test(`broken off in ${next} nothing of it is left, and once mended it goes on`, async () => {
      const before = await earlier(count)
      const tables = async () =>
        (
          await client.query(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
          )
        ).rows
      const shape = await tables()
      await expect(run(first(count + 1, true))).rejects.toThrow('broken_off_here')
      expect(await tables()).toEqual(shape)
      const mended = first(Math.min(count + 2, names.length))
      await expect(run(mended)).rejects.toThrow(`Migration ${next} failed earlier`)
      // What `prisma migrate resolve --rolled-back` writes.
      await client.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
      expect(await run(mended)).toEqual(names.slice(count, count + 2))
      expect(await sum()).toEqual(before)
    })
  },
)
