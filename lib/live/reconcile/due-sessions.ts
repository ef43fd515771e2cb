import 'server-only'
import type { Database } from '#lib/system/database.ts'

/** A session that is to be compared with what the platform says; `asked` is the database's time of now. */
export type DueSession = {
  id: string
  projectId: string
  platformId: string
  mode: 'relayed' | 'routed' | null
  firstSeenAt: Date
  asked: Date
}

const EVERY_SECONDS = 30

/**
 * Sessions whose turn it is, taken so that no other server asks about them too: whoever moves a session's next turn on
 * is the one to ask, and a server that dies in between has only delayed it by one turn. Looked at are sessions thought to
 * be live, those somebody was let into lately, and those whose recording has not come to its end; of a project that is
 * paused or removed, none.
 */
export function takeDueSessions(db: Pick<Database, '$queryRaw'>, limit: number): Promise<DueSession[]> {
  return db.$queryRaw<DueSession[]>`
    UPDATE "VideoSession" s
    SET "checkAt" = clock_timestamp() + make_interval(secs => ${EVERY_SECONDS} * (0.8 + 0.4 * random()))
    WHERE s."id" IN (
      SELECT d."id" FROM "VideoSession" d
      WHERE d."checkAt" <= clock_timestamp()
        AND EXISTS (SELECT 1 FROM "Project" p
                    WHERE p."id" = d."projectId" AND p."pausedAt" IS NULL AND p."removedAt" IS NULL)
        AND (d."live" OR d."watchers" > 0
          OR (d."lastCreatedAt" > now() - interval '1 day'
              AND d."lastCreatedAt" > COALESCE(d."lastDestroyedAt", '-infinity'))
          OR EXISTS (SELECT 1 FROM "Grant" g
                     WHERE g."sessionId" = d."id" AND g."issuedAt" > now() - interval '15 minutes')
          OR EXISTS (SELECT 1 FROM "Archive" a
                     WHERE a."sessionId" = d."id" AND a."state" IN ('starting', 'recording', 'paused', 'stopping')
                       AND a."updatedAt" > now() - interval '3 days')
          OR EXISTS (SELECT 1 FROM "PlatformEvent" e WHERE e."sessionId" = d."id" AND NOT e."verified"
                     AND e."platformAt" > now() - interval '1 day'))
      ORDER BY d."checkAt" LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    RETURNING s."id", s."projectId", s."platformId", s."mode"::text AS "mode", s."firstSeenAt",
      clock_timestamp() AS "asked"`
}

/** In doubt: ask about these at once. */
export async function checkSoon(
  db: Pick<Database, '$executeRaw'>,
  sessionIds: readonly string[],
): Promise<void> {
  if (sessionIds.length === 0) return
  await db.$executeRaw`
    UPDATE "VideoSession" SET "checkAt" = LEAST("checkAt", clock_timestamp()) WHERE "id" = ANY(${sessionIds}::uuid[])`
}

/** After a start: nobody knows what was missed. Spread over a few seconds, for the platform's sake. */
export async function checkAllSoon(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE "VideoSession" SET "checkAt" = LEAST("checkAt", clock_timestamp() + make_interval(secs => 5 * random()))
    WHERE "live" OR "watchers" > 0`
}

/** The platform wants to be left alone: no question about this project before then. */
export async function postponeProject(db: Database, projectId: string, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "VideoSession"
    SET "checkAt" = GREATEST("checkAt", clock_timestamp() + make_interval(secs => ${seconds} * (1 + 0.2 * random())))
    WHERE "projectId" = ${projectId}::uuid
      AND "checkAt" < clock_timestamp() + make_interval(secs => ${seconds})`
}
