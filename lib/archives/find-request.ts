import 'server-only'
import { findSession } from '#lib/moderation/find-target.ts'
import type { Tx } from '#lib/system/database.ts'

/**
 * A request with its session, both locked, the session first: whoever answers, withdraws or starts at the same moment comes
 * one by one, and finds what the one before has done.
 */
export async function findRequest(tx: Tx, requestId: string) {
  const where = { id: requestId }
  const place = await tx.archiveRequest.findUnique({ where, select: { sessionId: true } })
  const session = place && (await findSession(tx, place.sessionId))
  if (!session) return null
  await tx.$queryRaw`SELECT 1 FROM "ArchiveRequest" WHERE "id" = ${requestId}::uuid FOR UPDATE`
  const row = await tx.archiveRequest.findUniqueOrThrow({
    where,
    select: { id: true, projectId: true, askedById: true, state: true, expiresAt: true, reason: true },
  })
  return { ...row, session }
}

export type FoundRequest = NonNullable<Awaited<ReturnType<typeof findRequest>>>
