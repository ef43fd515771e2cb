import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
let database: TestDatabase
let client: pg.Client

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-earlier-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** An installation of the first `count` migrations, with data in it; what the data's sum is. */
async function earlier(count: number) {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const first = join(directory, `first-${count}`)
  for (const name of names.slice(0, count))
    cpSync(join(MIGRATIONS, name), join(first, name), { recursive: true })
  await migrate({ url: database.url, directory: first })
  await client.query(FILL)
  return sum()
}

const sum = async () => (await client.query<{ sum: string; rows: number }>(DATA)).rows[0]
const run = (from = MIGRATIONS) => migrate({ url: database.url, directory: from })
async function end() {
  await client.end()
  await database.drop()
}

test.each(names.map((name, at) => [name, at + 1] as const))(
  'from the schema of %s, two servers at once do it once, the data stays as it is, and again is nothing',
  async (_name, count) => {
    const before = await earlier(count)
    expect(before?.rows).toBe(1 + 50 + 1_000 + 20)
    const [one, other] = await Promise.all([run(), run()])
    expect([...one, ...other]).toEqual(names.slice(count))
    expect(await sum()).toEqual(before)
    expect(await run()).toEqual([])
    await end()
  },
)

test.each(names.slice(1).map((name, at) => [name, at + 1] as const))(
  'broken off in %s nothing of it is left, and once that is mended the rest goes on',
  async (name, count) => {
    const before = await earlier(count)
    const broken = join(directory, `broken-${count}`)
    for (const each of names) cpSync(join(MIGRATIONS, each), join(broken, each), { recursive: true })
    const tables = async () =>
      (
        await client.query(
          "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        )
      ).rows
    const shape = await tables()
    writeFileSync(join(broken, name, 'migration.sql'), '\n;SELECT broken_off_here();', { flag: 'a' })
    await expect(run(broken)).rejects.toThrow('broken_off_here')
    expect(await tables()).toEqual(shape)
    await expect(run()).rejects.toThrow(`Migration ${name} failed earlier`)
    // What `prisma migrate resolve --rolled-back` writes.
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
    expect(await run()).toEqual(names.slice(count))
    expect(await sum()).toEqual(before)
    await end()
  },
)
