import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * Who is in a session, and who holds a token for it that has not been used and still could be. Counted by the database's
 * clock, under the session's row lock that the caller holds. Left out is one person: whoever is coming back takes the
 * place they had.
 */
export async function countTakenPlaces(
  tx: Tx,
  sessionId: string,
  exceptPersonId: string | null,
): Promise<{ connected: number; expected: number }> {
  const [counts] = await tx.$queryRaw<{ connected: number; expected: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "Connection" c
        WHERE c."sessionId" = ${sessionId}::uuid AND c."live" AND c."kind" = 'participant'
          AND (${exceptPersonId}::uuid IS NULL OR c."personId" IS DISTINCT FROM ${exceptPersonId}::uuid)) AS "connected",
      (SELECT count(DISTINCT COALESCE(g."personId", g."id"))::int FROM "Grant" g
        WHERE g."sessionId" = ${sessionId}::uuid AND g."kind" = 'participant' AND g."expiresAt" > clock_timestamp()
          AND (${exceptPersonId}::uuid IS NULL OR g."personId" IS DISTINCT FROM ${exceptPersonId}::uuid)
          AND NOT EXISTS (SELECT 1 FROM "Connection" c WHERE c."grantId" = g."id")) AS "expected"`
  return counts ?? { connected: 0, expected: 0 }
}
