import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { ConnectionEvidence, Placed } from './rows.ts'

/** What connection data can turn out to be, by how much it tells. */
const BY_RANK = ['none', 'opaque', 'personal', 'person', 'grant'] satisfies ConnectionEvidence['data'][]

/**
 * Merges what is said of connections into their rows. It does not matter what came first: a beginning is the earliest
 * told, an end is final and the earliest too, data is what tells most. A row may know of an end only, until its
 * beginning is told.
 */
export async function mergeConnections(tx: Tx, evidence: readonly ConnectionEvidence[]): Promise<Placed[]> {
  if (evidence.length === 0) return []
  const rows = evidence.map((row) => ({ id: newId(), rank: BY_RANK.indexOf(row.data), ...row }))
  return tx.$queryRaw<Placed[]>`
    INSERT INTO "Connection" AS c ("id", "sessionId", "projectId", "platformId", "kind", "data", "grantId", "personId",
      "createdAt", "endedAt", "endReason", "seenAt", "missingAt")
    SELECT min(r."id"::text)::uuid, min(r."sessionId"::text)::uuid, r."projectId", r."platformId",
           max(r."kind"::"ConnectionKind"), (array_agg(r."data"::"ConnectionData" ORDER BY r."rank" DESC))[1],
           min(r."grantId"::text)::uuid, min(r."personId"::text)::uuid, min(r."createdAt"), min(r."endedAt"),
           (array_agg(r."endReason" ORDER BY r."endedAt", r."endReason"))[1], max(r."seenAt"), max(r."missingAt")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("id" uuid, "sessionId" uuid, "projectId" uuid, "platformId" text, "kind" text, "data" text, "rank" int,
        "grantId" uuid, "personId" uuid, "createdAt" timestamptz, "endedAt" timestamptz, "endReason" text,
        "seenAt" timestamptz, "missingAt" timestamptz)
    GROUP BY r."projectId", r."platformId"
    ORDER BY r."projectId", r."platformId"
    ON CONFLICT ("projectId", "platformId") DO UPDATE SET
      "kind" = GREATEST(c."kind", EXCLUDED."kind"),
      "data" = CASE WHEN array_position(${BY_RANK}::"ConnectionData"[], EXCLUDED."data")
                       > array_position(${BY_RANK}::"ConnectionData"[], c."data")
                    THEN EXCLUDED."data" ELSE c."data" END,
      "grantId" = LEAST(c."grantId", EXCLUDED."grantId"),
      "personId" = LEAST(c."personId", EXCLUDED."personId"),
      "createdAt" = LEAST(c."createdAt", EXCLUDED."createdAt"),
      "endedAt" = LEAST(c."endedAt", EXCLUDED."endedAt"),
      "endReason" = CASE WHEN c."endedAt" IS NULL OR EXCLUDED."endedAt" < c."endedAt" THEN EXCLUDED."endReason"
                         WHEN EXCLUDED."endedAt" = c."endedAt" THEN LEAST(c."endReason", EXCLUDED."endReason")
                         ELSE c."endReason" END,
      "seenAt" = GREATEST(c."seenAt", EXCLUDED."seenAt"),
      "missingAt" = GREATEST(c."missingAt", EXCLUDED."missingAt")
    RETURNING "id", "projectId", "platformId", "sessionId"`
}

/**
 * Says which of these connections are there. One that has not ended is swept by the first end of its session at or after
 * its beginning, whichever of the two was told first; being listed by the platform later outweighs that.
 * Answers which rows changed.
 */
export async function settleConnections(
  tx: Tx,
  touched: readonly string[],
  endedSessions: readonly string[],
): Promise<string[]> {
  if (touched.length + endedSessions.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Connection" c SET "sweptAt" = n."sweptAt", "live" = n."live"
    FROM (
      SELECT o."id", swept."at" AS "sweptAt",
             o."endedAt" IS NULL AND (swept."at" IS NULL OR COALESCE(o."seenAt" > swept."at", FALSE))
               AND (o."missingAt" IS NULL OR COALESCE(o."seenAt" > o."missingAt", FALSE)) AS "live"
      FROM "Connection" o
      CROSS JOIN LATERAL (
        SELECT min(e."platformAt") AS "at" FROM "PlatformEvent" e
        WHERE o."endedAt" IS NULL AND e."sessionId" = o."sessionId" AND e."kind" = 'sessionDestroyed' AND e."verified"
          AND e."platformAt" >= COALESCE(o."createdAt", o."seenAt")
      ) swept
      WHERE o."id" = ANY(${touched}::uuid[])
         OR (o."sessionId" = ANY(${endedSessions}::uuid[]) AND o."endedAt" IS NULL)
    ) n
    WHERE c."id" = n."id" AND (c."sweptAt", c."live") IS DISTINCT FROM (n."sweptAt", n."live")
    RETURNING c."id"`
  return rows.map((row) => row.id)
}
