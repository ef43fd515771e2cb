/**
 * Applies `prisma/migrations` to a database as `prisma migrate deploy` does, without the Prisma CLI or an engine.
 *
 * For the running product and for tests: the CLI is a development tool of over 100 MB whose engine may need a download, and
 * costs a second at each start. Both can be mixed freely: this keeps the same `_prisma_migrations` rows, checksums, failed
 * state and advisory lock (so several servers may start at once).
 *
 * As a program: `node migrate.mjs`, with DATABASE_URL set.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const PRISMA_ADVISORY_LOCK = 72707369
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                      VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum                VARCHAR(64) NOT NULL,
  finished_at             TIMESTAMPTZ,
  migration_name          VARCHAR(255) NOT NULL,
  logs                    TEXT,
  rolled_back_at          TIMESTAMPTZ,
  started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`

/** @returns {Promise<string[]>} the names of the migrations applied now */
export async function migrate({ url, directory }) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_ADVISORY_LOCK]) // released with the connection
    await client.query(MIGRATIONS_TABLE)
    const { rows } = await client.query(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const known = new Map(rows.map((row) => [row.migration_name, row]))
    const failed = rows.find((row) => !row.finished_at)
    if (failed)
      throw new Error(
        `Migration ${failed.migration_name} failed earlier; mend it, then \`prisma migrate resolve\`.`,
      )
    const applied = []
    for (const migration of readMigrations(directory)) {
      const done = known.get(migration.name)
      if (!done) {
        await apply(client, migration)
        applied.push(migration.name)
      } else if (done.checksum !== migration.checksum) {
        throw new Error(`Migration ${migration.name} was edited after it had been applied.`)
      }
    }
    return applied
  } finally {
    await client.end()
  }
}

/** One simple query: a transaction of its own, unless the script itself says otherwise. */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID()
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  try {
    await client.query(sql)
  } catch (error) {
    await client.query('ROLLBACK') // the script may have begun a transaction itself
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, error.message])
    throw new Error(`Migration ${name} failed: ${error.message}`, { cause: error })
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}

function readMigrations(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(directory, name, 'migration.sql'), 'utf8') }))
    .map(({ name, sql }) => ({ name, sql, checksum: createHash('sha256').update(sql).digest('hex') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

if (process.argv[1] && basename(process.argv[1]) === basename(fileURLToPath(import.meta.url))) {
  const applied = await migrate({
    url: process.env.DATABASE_URL,
    directory: process.argv[2] ?? 'prisma/migrations',
  })
  console.log(applied.length ? `Applied: ${applied.join(', ')}` : 'Database is up to date')
}
