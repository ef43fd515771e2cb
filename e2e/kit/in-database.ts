import pg from 'pg'
import type { World } from './world.ts'

/** Changes or reads what no page of a story can: time that goes by, a letter that was sent. */
export async function inDatabase<Row extends pg.QueryResultRow>(
  world: World,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(statement, values)).rows
  } finally {
    await client.end()
  }
}
