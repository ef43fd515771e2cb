import 'server-only'
import { readReceipt } from '#lib/issuing/grant-ref.ts'
import { findSession } from '#lib/moderation/find-target.ts'
import type { Tx } from '#lib/system/database.ts'

/** The participant who holds this receipt, with their session, locked: a start that is asked for now comes before or after. */
export async function findObjector(tx: Tx, receipt: string) {
  const ref = readReceipt(receipt)
  if (ref === null) return null
  const grant = await tx.grant.findFirst({
    where: { ref, kind: 'participant', personId: { not: null } },
    select: { personId: true, projectId: true, sessionId: true },
  })
  const session = grant && (await findSession(tx, grant.sessionId))
  if (!grant?.personId || !session) return null
  const { personId, projectId } = grant
  // Not by the grant: whoever lost the connection and is back came by another.
  const there = await tx.connection.findFirst({
    where: { sessionId: session.id, live: true, grant: { personId } },
    select: { id: true },
  })
  return { personId, projectId, sessionId: session.id, connectionId: there?.id ?? null }
}

export type Objector = NonNullable<Awaited<ReturnType<typeof findObjector>>>
