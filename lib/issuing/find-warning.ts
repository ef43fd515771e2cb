import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { readReceipt } from './grant-ref.ts'

/** The warning of that id, if it was sent to whoever holds this receipt. */
export async function findWarning(tx: Tx, actionId: string, receipt: string) {
  const ref = readReceipt(receipt)
  if (ref === null) return null
  const target = await tx.actionTarget.findFirst({
    where: { actionId, action: { kind: 'warn' }, connection: { grant: { ref } } },
    select: { id: true, action: { select: { id: true, projectId: true, sessionId: true } } },
  })
  return target && { targetId: target.id, ...target.action }
}
