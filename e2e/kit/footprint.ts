import pg from 'pg'

/** What stands in every table: how many rows, and a digest of all they say. */
export type Footprint = Record<string, { rows: number; digest: string }>

export async function footprint(client: pg.Client): Promise<Footprint> {
  const tables = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  )
  const parts = tables.rows.map(
    ({ name }) => `SELECT ${pg.escapeLiteral(name)} AS "name", count(*)::int AS "rows",
      md5(COALESCE(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS "digest" FROM ${pg.escapeIdentifier(name)} t`,
  )
  const found = await client.query<{ name: string; rows: number; digest: string }>(parts.join(' UNION ALL '))
  return Object.fromEntries(found.rows.map(({ name, ...print }) => [name, print]))
}

/** How many rows came or, with a minus, went; tables with as many as before are left out. */
export function rowsBetween(before: Footprint, after: Footprint): Record<string, number> {
  const came = Object.entries(after).map(
    ([name, { rows }]) => [name, rows - (before[name]?.rows ?? 0)] as const,
  )
  return Object.fromEntries(came.filter(([, rows]) => rows !== 0))
}
