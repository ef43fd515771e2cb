import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../../scripts/migrate.mjs'

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const TEMPLATE_LOCK = 4_281_736 // any number that nothing else in the test server locks

export type TestDatabase = { readonly url: string; drop(): Promise<void> }

/**
 * A migrated, empty database of one's own: a copy of a template that is made once per set of migrations.
 *
 * `const database = await createTestDatabase()` in `beforeAll`, `await database.drop()` in `afterAll`. The server is the one
 * of TEST_DATABASE_URL, which the test runner sets. With `from` it is a copy of that database, to which nobody may be connected.
 */
export async function createTestDatabase({ from }: { from?: TestDatabase } = {}): Promise<TestDatabase> {
  const admin = process.env.TEST_DATABASE_URL
  if (!admin)
    throw new Error('TEST_DATABASE_URL is not set: name the file *.db.test.ts, the runner sets it for those.')
  const name = `gavel_test_${randomBytes(6).toString('hex')}`
  await withClient(admin, async (client) => {
    const template = from ? new URL(from.url).pathname.slice(1) : await ensureTemplate(client, admin)
    await client.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`,
    )
  })
  const drop = () =>
    withClient(admin, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
    })
  return { url: databaseUrl(admin, name), drop }
}

/** Under a lock: test files run in parallel processes, and only one may make it. */
async function ensureTemplate(client: pg.Client, admin: string): Promise<string> {
  const name = `gavel_template_${hashOfMigrations()}`
  const exists = async () =>
    (await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]))
      .rowCount === 1
  if (await exists()) return name
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    if (await exists()) return name
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`) // half made by a killed run
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
    await migrate({ url: databaseUrl(admin, name), directory: MIGRATIONS })
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} IS_TEMPLATE true`)
    return name
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  }
}

function hashOfMigrations(): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(MIGRATIONS, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!entry.isDirectory()) continue
    hash.update(entry.name).update(readFileSync(join(MIGRATIONS, entry.name, 'migration.sql')))
  }
  return hash.digest('hex').slice(0, 16)
}

function databaseUrl(admin: string, name: string): string {
  const url = new URL(admin)
  url.pathname = `/${name}`
  return url.toString()
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
