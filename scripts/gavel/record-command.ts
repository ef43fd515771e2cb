import { type AuditAuthor, type AuditRecord, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

/** Nobody is signed in at a command line: the record says where it came from. */
export function commandAuthor(): AuditAuthor {
  return { actorId: null, deviceId: null, address: null, requestId: newId() }
}

export function recordCommand(
  tx: Tx,
  author: AuditAuthor,
  entry: Pick<AuditRecord, 'phase' | 'action' | 'subject'> & { details?: Record<string, unknown> },
): Promise<void> {
  return recordAudit(tx, { ...author, ...entry, details: { by: 'command line', ...entry.details } })
}
