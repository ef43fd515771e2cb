import 'server-only'
import { type AuditPhase, recordAudits } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'

type Recorded = {
  id: string
  archiveId: string
  projectId: string
  sessionId: string
  /** Null when a rule asks. */
  askedById: string | null
  reason: string
  details: Record<string, unknown>
}

/** The name under which the record keeps that recordings are deleted: `ask` before anything goes out, `outcome` when it is done. */
export const DELETION_ENTRY = 'archive.delete'

/** The deletion's own id holds its ask and its outcome together, and is by what its certificate finds them. */
export function recordDeletions(tx: Tx, phase: AuditPhase, deletions: readonly Recorded[]): Promise<void> {
  return recordAudits(
    tx,
    deletions.map(({ id, archiveId, projectId, sessionId, askedById, reason, details }) => ({
      phase,
      action: DELETION_ENTRY,
      actorId: askedById,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      reason,
      details: { deletion: id, ...details },
      requestId: id,
    })),
  )
}
