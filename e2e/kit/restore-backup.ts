import pg from 'pg'

/** Schema bookkeeping that a migrated database brings along itself. */
const OWN = ['_prisma_migrations']

/**
 * Puts every row of one database into another, migrated one, as `pg_dump --data-only` and `psql` would: rows as PostgreSQL's
 * own text, no trigger or foreign key asked, counters moved on. The embedded PostgreSQL brings no pg_dump.
 */
export async function restoreBackup(from: string, to: string): Promise<void> {
  const [source, target] = [
    new pg.Client({ connectionString: from }),
    new pg.Client({ connectionString: to }),
  ]
  await Promise.all([source.connect(), target.connect()])
  try {
    await target.query("SET session_replication_role = 'replica'")
    const { rows: tables } = await source.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    )
    for (const { name } of tables) {
      if (OWN.includes(name)) continue
      const table = pg.escapeIdentifier(name)
      const { rows } = await source.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t`)
      await target.query(`DELETE FROM ${table}`)
      const lines = rows.map(({ line }) => line)
      await target.query(`INSERT INTO ${table} SELECT (r).* FROM unnest($1::text[]::${table}[]) r`, [lines])
    }
    await moveCounters(source, target)
  } finally {
    await Promise.all([source.end(), target.end()])
  }
}

async function moveCounters(source: pg.Client, target: pg.Client): Promise<void> {
  const { rows } = await source.query<{ name: string; last: string | null }>(
    `SELECT quote_ident(sequencename) AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public'`,
  )
  for (const { name, last } of rows)
    if (last !== null) await target.query('SELECT setval($1::regclass, $2::bigint)', [name, last])
}
