import 'server-only'
import type { SettlingEvent } from '#lib/moderation/settle-actions.ts'
import type { Tx } from '#lib/system/database.ts'

type Row = Omit<SettlingEvent, 'archiveId'> & { id: bigint; archiveId: string | null }

/**
 * Unsigned callbacks that the platform's lists agree with: a beginning of what is there, an end of what is not, a recording
 * that was asked for by its id. From here on they count like signed ones, and may settle what moderators asked for.
 */
export async function verifyEvents(
  tx: Tx,
  sessionId: string,
): Promise<{ ids: bigint[]; settling: SettlingEvent[] }> {
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE "PlatformEvent" e SET "verified" = TRUE
    FROM (
      SELECT u."id", COALESCE(c."id", t."connectionId") AS "connectionId", t."id" AS "streamId", r."id" AS "archiveId"
      FROM "PlatformEvent" u
      LEFT JOIN "Connection" c ON u."kind" LIKE 'connection%' AND c."projectId" = u."projectId"
        AND c."platformId" = u."subject"
      LEFT JOIN "Stream" t ON u."kind" LIKE 'stream%' AND t."projectId" = u."projectId"
        AND t."platformId" = u."subject"
      LEFT JOIN "Archive" r ON u."kind" LIKE 'archive%' AND r."projectId" = u."projectId"
        AND r."platformId" = u."subject"
      WHERE u."sessionId" = ${sessionId}::uuid AND NOT u."verified"
        AND (r."id" IS NOT NULL OR (COALESCE(c."live", t."live") = (u."kind" LIKE '%Created')))
    ) n
    WHERE e."id" = n."id"
    RETURNING e."id", e."projectId", e."sessionId", e."kind", e."reason", e."platformAt" AS "at",
      n."connectionId", n."streamId", n."archiveId"`
  return { ids: rows.map((row) => row.id), settling: rows.map(({ id: _id, ...event }) => event) }
}
