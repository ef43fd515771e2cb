import pg from 'pg'

/**
 * Lets a test's database take no changes, or take them again, as an operator or a standby that took over would: whoever is connected
 * is thrown out, so that it counts for everybody.
 */
export async function onlyReads(url: string, reads: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SET default_transaction_read_only = off')
    await client.query(`DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ${reads ? 'on' : 'off'}', current_database());
    END $$`)
    await client.query(`
      SELECT pg_terminate_backend("pid") FROM pg_stat_activity
      WHERE "datname" = current_database() AND "pid" <> pg_backend_pid()`)
  } finally {
    await client.end()
  }
}
