import pg from 'pg'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { eventually } from './eventually.ts'

/**
 * A server that looks for what is due and is then so slow that another has done it all before it takes anything: what it has
 * read is not true any more. In the database, functions of the same names stand before those that tell the time; they let its
 * connections wait. Counts for connections that are opened afterwards.
 */
export type SlowServer = {
  /**
   * Does this on it, and the other thing while it has read and not yet taken. Answers whether it was so: work that looks for what is
   * due without a look at the clock is not slow, and comes first. It waits at the first statement that reads the clock, and has these
   * words in it.
   */
  whileItReads(
    work: (db: Database) => Promise<unknown>,
    meanwhile: () => Promise<unknown>,
    words?: string,
  ): Promise<boolean>
  end(): Promise<void>
}

const NAME = 'slow'
const PATIENT = { timeoutMs: 10_000, everyMs: 10 }
const LOCK = 5_005 // any number that nothing else in this database locks

export async function slowServer(url: string): Promise<SlowServer> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    CREATE SCHEMA slow;
    CREATE TABLE slow.at ("words" text NOT NULL);
    INSERT INTO slow.at VALUES ('');
    CREATE FUNCTION slow.waits() RETURNS void LANGUAGE plpgsql VOLATILE AS $$ BEGIN
      IF current_setting('application_name') = '${NAME}'
        AND position((SELECT "words" FROM slow.at) IN current_query()) > 0 THEN
        PERFORM pg_advisory_lock_shared(${LOCK});
        PERFORM pg_advisory_unlock_shared(${LOCK});
      END IF;
    END $$;
    CREATE FUNCTION slow.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$ BEGIN
      PERFORM slow.waits(); RETURN pg_catalog.clock_timestamp(); END $$;
    CREATE FUNCTION slow.now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$ BEGIN
      PERFORM slow.waits(); RETURN pg_catalog.now(); END $$;
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET search_path = slow, public, pg_catalog', current_database());
    END $$`)
  const address = new URL(url)
  address.searchParams.set('application_name', NAME)
  const db = openDatabase(address.toString())
  const isWaiting = async () => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database() AND wait_event = 'advisory'",
      [NAME],
    )
    return rowCount !== 0
  }
  return {
    async whileItReads(work, meanwhile, words = '') {
      await client.query('UPDATE slow.at SET "words" = $1', [words])
      await client.query('SELECT pg_advisory_lock($1)', [LOCK])
      let ended = false
      const over = work(db).finally(() => {
        ended = true
      })
      over.catch(() => {}) // awaited below, after what is done meanwhile
      try {
        await eventually(async () => ended || (await isWaiting()) || 'It neither reads nor ends', PATIENT)
        const isSlow = !ended
        await meanwhile()
        return isSlow
      } finally {
        await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
        await over
      }
    },
    async end() {
      await db.$disconnect()
      await client.end()
    },
  }
}
