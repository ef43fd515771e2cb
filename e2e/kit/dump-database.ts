import pg from 'pg'

/** Every row of every table as JSON: what a leaked backup would show. */
export async function dumpDatabase(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
    )
    const dump = new Map<string, string>()
    for (const { name } of rows) {
      const table = pg.escapeIdentifier(name)
      const content = await client.query<{ row: unknown }>(`SELECT to_json(t) AS row FROM ${table} t`)
      dump.set(name, JSON.stringify(content.rows))
    }
    return dump
  } finally {
    await client.end()
  }
}
