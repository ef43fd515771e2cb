import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { Placed, StreamEvidence } from './rows.ts'

/** Merges what is said of streams into their rows, as `mergeConnections` does; a name, once told, does not change. */
export async function mergeStreams(tx: Tx, evidence: readonly StreamEvidence[]): Promise<Placed[]> {
  if (evidence.length === 0) return []
  const rows = evidence.map((row) => ({ id: newId(), ...row }))
  return tx.$queryRaw<Placed[]>`
    INSERT INTO "Stream" AS t ("id", "sessionId", "projectId", "platformId", "connectionId", "name", "videoType",
      "createdAt", "endedAt", "endReason", "seenAt", "missingAt")
    SELECT min(r."id"::text)::uuid, min(r."sessionId"::text)::uuid, r."projectId", r."platformId",
           min(c."id"::text)::uuid, min(r."name"), min(r."videoType"), min(r."createdAt"), min(r."endedAt"),
           (array_agg(r."endReason" ORDER BY r."endedAt", r."endReason"))[1], max(r."seenAt"), max(r."missingAt")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("id" uuid, "sessionId" uuid, "projectId" uuid, "platformId" text, "connection" text, "name" text,
        "videoType" text, "createdAt" timestamptz, "endedAt" timestamptz, "endReason" text, "seenAt" timestamptz,
        "missingAt" timestamptz)
    LEFT JOIN "Connection" c ON c."projectId" = r."projectId" AND c."platformId" = r."connection"
    GROUP BY r."projectId", r."platformId"
    ORDER BY r."projectId", r."platformId"
    ON CONFLICT ("projectId", "platformId") DO UPDATE SET
      "connectionId" = LEAST(t."connectionId", EXCLUDED."connectionId"),
      "name" = LEAST(t."name", EXCLUDED."name"),
      "videoType" = LEAST(t."videoType", EXCLUDED."videoType"),
      "createdAt" = LEAST(t."createdAt", EXCLUDED."createdAt"),
      "endedAt" = LEAST(t."endedAt", EXCLUDED."endedAt"),
      "endReason" = CASE WHEN t."endedAt" IS NULL OR EXCLUDED."endedAt" < t."endedAt" THEN EXCLUDED."endReason"
                         WHEN EXCLUDED."endedAt" = t."endedAt" THEN LEAST(t."endReason", EXCLUDED."endReason")
                         ELSE t."endReason" END,
      "seenAt" = GREATEST(t."seenAt", EXCLUDED."seenAt"),
      "missingAt" = GREATEST(t."missingAt", EXCLUDED."missingAt")
    RETURNING "id", "projectId", "platformId", "sessionId"`
}

/**
 * Says which streams are there, as `settleConnections` does; a stream also ends with its connection. Run after that.
 * Answers which rows changed.
 */
export async function settleStreams(
  tx: Tx,
  touched: { streams: readonly string[]; connections: readonly string[]; endedSessions: readonly string[] },
): Promise<string[]> {
  const { streams, connections, endedSessions } = touched
  if (streams.length + connections.length + endedSessions.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Stream" t SET "sweptAt" = n."sweptAt", "live" = n."live"
    FROM (
      SELECT o."id", LEAST(swept."at", CASE WHEN o."endedAt" IS NULL THEN c."endedAt" END) AS "sweptAt",
             o."endedAt" IS NULL AND c."endedAt" IS NULL
               AND (swept."at" IS NULL OR COALESCE(o."seenAt" > swept."at", FALSE))
               AND (o."missingAt" IS NULL OR COALESCE(o."seenAt" > o."missingAt", FALSE)) AS "live"
      FROM "Stream" o
      LEFT JOIN "Connection" c ON c."id" = o."connectionId"
      CROSS JOIN LATERAL (
        SELECT min(e."platformAt") AS "at" FROM "PlatformEvent" e
        WHERE o."endedAt" IS NULL AND e."sessionId" = o."sessionId" AND e."kind" = 'sessionDestroyed' AND e."verified"
          AND e."platformAt" >= COALESCE(o."createdAt", o."seenAt")
      ) swept
      WHERE o."id" = ANY(${streams}::uuid[]) OR o."connectionId" = ANY(${connections}::uuid[])
         OR (o."sessionId" = ANY(${endedSessions}::uuid[]) AND o."endedAt" IS NULL)
    ) n
    WHERE t."id" = n."id" AND (t."sweptAt", t."live") IS DISTINCT FROM (n."sweptAt", n."live")
    RETURNING t."id"`
  return rows.map((row) => row.id)
}
