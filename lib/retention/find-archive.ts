import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/**
 * A recording, locked, with what stands against letting it go. Whoever holds, asks, answers or deletes takes this lock first, so
 * of two at the same moment the second finds what the first has done.
 */
export async function findArchive(tx: Tx, archiveId: string) {
  const [archive] = await tx.$queryRaw<
    { id: string; projectId: string; sessionId: string; platformId: string; over: boolean }[]
  >`
    SELECT "id", "projectId", "sessionId", "platformId",
      "state" NOT IN ('starting', 'recording', 'paused', 'stopping') AS "over"
    FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
  if (!archive) return null
  const holds = await tx.hold.count({ where: { archiveId, liftedAt: null } })
  const deletion = await tx.deletion.findFirst({
    where: { archiveId, state: { in: ['waiting', 'deleting', 'done'] } },
    select: { id: true, state: true, expiresAt: true },
  })
  return { ...archive, holds, deletion }
}

export type FoundArchive = NonNullable<Awaited<ReturnType<typeof findArchive>>>
