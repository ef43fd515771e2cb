import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { isLeased } from '#lib/system/lease.ts'

/** How long a server may be silent about work it took, in seconds, before another one does it. */
const LEASE_SECONDS = 120

/** Whether a row of Custody is in the hands of a server that may still be alive; `IS NOT TRUE` when not. */
export const IN_HANDS = isLeased(LEASE_SECONDS)

/** A recording whose file is in this server's hands until `until`; another may have it then. */
export type Work = { archiveId: string; projectId: string; step: 'fetching' | 'releasing'; until: Date }

/** Takes the most urgent thing that is due; null when nothing is. What a paused project has waits with it. */
export async function takeWork(db: Database): Promise<Work | null> {
  const rows = await db.$queryRaw<Work[]>`
    UPDATE "Custody" SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
      "attempts" = "attempts" + 1
    WHERE "archiveId" = (
      SELECT c."archiveId" FROM "Custody" c JOIN "Project" p ON p."id" = c."projectId" AND p."pausedAt" IS NULL AND p."removedAt" IS NULL
      WHERE c."nextAt" <= clock_timestamp() AND c."step" IN ('fetching', 'releasing')
        AND ${IN_HANDS} IS NOT TRUE
      ORDER BY c."copyUntil" NULLS LAST, c."nextAt" LIMIT 1 FOR UPDATE OF c SKIP LOCKED)
    RETURNING "archiveId", "projectId", "step", "leasedUntil" AS "until"`
  return rows[0] ?? null
}

/** The lease ran out, and the work is another's by now: what is left of it here is to be dropped. */
export class WorkLost extends Error {}

/** Says that work goes on. Throws `WorkLost` when it is another's, or the recording is to be deleted. */
export async function keepWork(tx: Tx, work: Work): Promise<void> {
  const rows = await tx.$queryRaw<{ until: Date }[]>`
    UPDATE "Custody" SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE "archiveId" = ${work.archiveId}::uuid AND "leasedUntil" = ${work.until}
      AND "step" = ${work.step}::"CustodyStep"
    RETURNING "leasedUntil" AS "until"`
  const [kept] = rows
  if (!kept) throw new WorkLost('Another server has this recording')
  work.until = kept.until
}

/** Gives it back with what comes next. Throws `WorkLost` when it is another's: then nothing of it may be written down. */
export async function endWork(
  tx: Tx,
  work: Work,
  next:
    | { step: 'releasing' }
    | { step: 'kept' }
    | { step: 'lost'; failure: string | null }
    | { step: Work['step']; failure: string; again: 'soon' | 'later' },
): Promise<void> {
  const failure = 'failure' in next ? next.failure : null
  const changed = await tx.$executeRaw`
    UPDATE "Custody" SET "step" = ${next.step}::"CustodyStep", "leasedUntil" = NULL, "failure" = ${failure},
      "attempts" = CASE WHEN ${failure === null} THEN 0 ELSE "attempts" END,
      "copyUntil" = CASE WHEN ${next.step} IN ('kept', 'lost') THEN NULL ELSE "copyUntil" END,
      "nextAt" = CASE
        WHEN ${next.step} IN ('kept', 'lost') THEN NULL
        WHEN ${failure === null} THEN clock_timestamp()
        WHEN ${'again' in next && next.again === 'later'} THEN clock_timestamp() + interval '10 minutes'
        -- Twice as long each time, up to a quarter of an hour, and not all at once.
        ELSE clock_timestamp() + LEAST(interval '15 minutes', interval '2 seconds' * power(2, LEAST("attempts", 12)))
          * (0.75 + random() / 2) END
    WHERE "archiveId" = ${work.archiveId}::uuid AND "leasedUntil" = ${work.until}
      AND "step" = ${work.step}::"CustodyStep"`
  if (changed === 0) throw new WorkLost('Another server has this recording')
}

/** After `WorkLost`: whoever waits for the end of this work, because the recording is to be deleted, need not wait longer. */
export async function leaveWork(tx: Tx, { archiveId, until }: Work): Promise<void> {
  await tx.custody.updateMany({ where: { archiveId, leasedUntil: until }, data: { leasedUntil: null } })
}
