import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'

/** So many times at once, and then one for each second that has passed. */
const BURST = 120

/**
 * How fast a key may ask, counted for all servers together. Zero when it may go on; else after how many seconds it may. What is
 * kept is one time: when all is saved up again. The table is not logged, so nobody waits for the disk here, and a crash only
 * gives every key its rest.
 */
export async function paceKey(db: Database, keyId: string): Promise<number> {
  try {
    const passed = await db.$executeRaw`
      INSERT INTO "KeyPace" AS pace ("keyId", "restedAt") VALUES (${keyId}::uuid, now() + interval '1 second')
      ON CONFLICT ("keyId") DO UPDATE SET "restedAt" = GREATEST(pace."restedAt", now()) + interval '1 second'
      WHERE pace."restedAt" <= now() + make_interval(secs => ${BURST - 1}::int)`
    return passed === 1 ? 0 : await secondsToWait(db, keyId)
  } catch (error) {
    // A database that only reads must still let programs read.
    log.warn({ error }, 'the pace of a key was not counted')
    return 0
  }
}

async function secondsToWait(db: Database, keyId: string): Promise<number> {
  const [pace] = await db.$queryRaw<{ seconds: number }[]>`
    SELECT ceil(extract(epoch FROM "restedAt" - now()) - ${BURST - 1}::int)::int AS seconds
    FROM "KeyPace" WHERE "keyId" = ${keyId}::uuid`
  return Math.max(1, pace?.seconds ?? 1)
}
