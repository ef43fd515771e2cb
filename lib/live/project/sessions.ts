import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { keyOf, type SessionEvidence } from './rows.ts'

export type SeenSession = { projectId: string; platformId: string; at: Date }

/**
 * Finds these sessions, making those that nobody has heard of, and locks their rows until the commit: everything else
 * a batch writes lies below a session, so two servers never work on one session at once. Locked in one order, always.
 */
export async function placeSessions(tx: Tx, seen: readonly SeenSession[]): Promise<Map<string, string>> {
  if (seen.length === 0) return new Map()
  const rows = seen.map((session) => ({ id: newId(), ...session }))
  const placed = await tx.$queryRaw<{ id: string; projectId: string; platformId: string }[]>`
    INSERT INTO "VideoSession" ("id", "projectId", "platformId", "firstSeenAt")
    SELECT min(r."id"::text)::uuid, r."projectId", r."platformId", min(r."at")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("id" uuid, "projectId" uuid, "platformId" text, "at" timestamptz)
    GROUP BY r."projectId", r."platformId"
    ORDER BY r."projectId", r."platformId"
    ON CONFLICT ("projectId", "platformId") DO UPDATE
      SET "firstSeenAt" = LEAST("VideoSession"."firstSeenAt", EXCLUDED."firstSeenAt")
    RETURNING "id", "projectId", "platformId"`
  return new Map(placed.map((row) => [keyOf(row), row.id]))
}

/**
 * Brings the counts of these sessions up to date with their connections and streams, and keeps a sample when they
 * changed. A stream whose connection nobody has told us of counts as one publisher.
 */
export async function settleSessions(tx: Tx, evidence: readonly SessionEvidence[]): Promise<void> {
  if (evidence.length === 0) return
  await tx.$executeRaw`
    WITH said AS (
      SELECT r."id", max(r."createdAt") AS "createdAt", max(r."destroyedAt") AS "destroyedAt"
      FROM jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb)
        AS r("id" uuid, "createdAt" timestamptz, "destroyedAt" timestamptz)
      GROUP BY r."id"
    ), present AS (
      SELECT c."sessionId" AS "id", count(*) FILTER (WHERE c."kind" = 'participant')::int AS "connections",
             count(*) FILTER (WHERE c."kind" = 'watcher')::int AS "watchers",
             min(c."createdAt") FILTER (WHERE c."kind" = 'participant') AS "since"
      FROM "Connection" c WHERE c."live" AND c."sessionId" IN (SELECT "id" FROM said)
      GROUP BY c."sessionId"
    ), published AS (
      SELECT t."sessionId" AS "id", count(DISTINCT COALESCE(t."connectionId", t."id"))::int AS "publishers",
             min(t."createdAt") AS "since"
      FROM "Stream" t LEFT JOIN "Connection" c ON c."id" = t."connectionId"
      WHERE t."live" AND t."sessionId" IN (SELECT "id" FROM said) AND c."kind" IS DISTINCT FROM 'watcher'
      GROUP BY t."sessionId"
    ), counted AS (
      SELECT s."id", s."connections" AS "was", s."publishers" AS "published", s."subscribers" AS "subscribed",
             said."createdAt", said."destroyedAt",
             COALESCE(present."connections", 0) AS "connections", COALESCE(present."watchers", 0) AS "watchers",
             COALESCE(published."publishers", 0) AS "publishers",
             COALESCE(present."since", published."since", s."lastCreatedAt", s."firstSeenAt") AS "since"
      FROM said JOIN "VideoSession" s ON s."id" = said."id"
      LEFT JOIN present ON present."id" = s."id" LEFT JOIN published ON published."id" = s."id"
    ), settled AS (
      UPDATE "VideoSession" s
      SET "lastCreatedAt" = GREATEST(s."lastCreatedAt", n."createdAt"),
          "lastDestroyedAt" = GREATEST(s."lastDestroyedAt", n."destroyedAt"),
          "evidenceAt" = clock_timestamp(),
          "connections" = n."connections", "publishers" = n."publishers", "watchers" = n."watchers",
          "subscribers" = GREATEST(n."connections" - n."publishers", 0),
          "live" = n."connections" + n."publishers" > 0,
          "liveSince" = CASE WHEN n."connections" + n."publishers" > 0 THEN n."since" END
      FROM counted n WHERE s."id" = n."id"
      RETURNING s."id", s."connections", s."publishers", s."subscribers",
        (s."connections", s."publishers", s."subscribers") IS DISTINCT FROM (n."was", n."published", n."subscribed")
          AS "changed"
    )
    INSERT INTO "CountSample" ("sessionId", "at", "connections", "publishers", "subscribers")
    SELECT "id", date_bin('10 seconds', clock_timestamp(), 'epoch'::timestamptz),
           "connections", "publishers", "subscribers"
    FROM settled WHERE "changed"
    ON CONFLICT ("sessionId", "at") DO UPDATE
      SET "connections" = EXCLUDED."connections", "publishers" = EXCLUDED."publishers",
          "subscribers" = EXCLUDED."subscribers"`
}
