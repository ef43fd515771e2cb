import { createOutgoing } from '#lib/platform/outgoing.ts'
import type { Database } from '#lib/system/database.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import type { StrictS3 } from '../../kit/strict-s3.ts'

/** What every server has outside of the database. */
export type Outside = { dataDir: string; s3: StrictS3 }

/** A scene in which a job has exactly one thing to do. */
export type JobScene = {
  /** One turn of the job, on a server with these connections. */
  run(at: Database): Promise<unknown>
  /** What is to be seen of it: its own rows, and what happened outside. */
  seen(): Promise<unknown>
}

export type Job = {
  /** The name under which it is begun: `repeat('…')`. */
  name: string
  /** What it does here; the end of the test's title. */
  does: string
  scene(db: Database, outside: Outside): Promise<JobScene>
  /** Rows that come and, with a minus, go when it is done once, by table. */
  rows: Record<string, number>
  sees: unknown
  /** Words of the statement by which it looks for what is due, when it is not the first that reads the clock. */
  looksBy?: string
}

export const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1_000)

/** The way out to programs and storages of a test. */
export const LOOPBACK = createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] })
