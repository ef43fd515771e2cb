import pg from 'pg'
import { vi } from 'vitest'

/**
 * The clock of a test's database and of this process, which can be put forward and back while work is going on. In the database
 * functions of the same name stand before the built-in ones; it counts for connections that are opened afterwards.
 */
export type DatabaseClock = {
  /** By so many seconds from the right time. */
  set(seconds: number): Promise<void>
  /** This process has the right time again. */
  end(): Promise<void>
}

export async function databaseClock(url: string): Promise<DatabaseClock> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    CREATE SCHEMA clock;
    CREATE TABLE clock.ahead ("seconds" int NOT NULL);
    INSERT INTO clock.ahead VALUES (0);
    CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
      SELECT pg_catalog.clock_timestamp() + make_interval(secs => (SELECT "seconds" FROM clock.ahead)) $$;
    CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
      SELECT pg_catalog.now() + make_interval(secs => (SELECT "seconds" FROM clock.ahead)) $$;
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET search_path = clock, public, pg_catalog', current_database());
    END $$`)
  return {
    async set(seconds) {
      vi.useFakeTimers({ toFake: ['Date'], now: rightTime() + seconds * 1_000 })
      await client.query('UPDATE clock.ahead SET "seconds" = $1', [seconds])
    },
    async end() {
      vi.useRealTimers()
      await client.end()
    },
  }
}

/** Whatever this process believes just now. */
const rightTime = (): number => performance.timeOrigin + performance.now()
