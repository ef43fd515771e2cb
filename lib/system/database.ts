import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#generated/prisma/client.ts'
import { env } from './env.ts'
import { onceInProcess } from './global.ts'
import { log } from './log.ts'

export type Database = PrismaClient
/** The handle inside a transaction: what takes it can only be called where the change and its record are one. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$use' | '$extends'>

/** The database of this process: one pool, opened when first asked for. */
export function database(): Database {
  return onceInProcess('database', () => openDatabase(env().DATABASE_URL, env().DATABASE_POOL))
}

/** A client of its own on another address; tests use it on databases of theirs. Close with `$disconnect`. */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    // A half-open connection must not hold a request for ever.
    query_timeout: 10_000,
    statement_timeout: 10_000,
    keepAlive: true,
    // The adapter reads every time as UTC, whatever zone the server would write it in.
    options: '-c timezone=UTC',
  })
  pool.on('error', (error) => log.warn({ error }, 'database connection lost'))
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    // As long as a door waits for its answer; the default of half that breaks off sound work on a busy machine.
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  })
}
