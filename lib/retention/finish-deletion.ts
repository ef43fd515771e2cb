import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { announceLettingGo } from './announce-letting-go.ts'
import type { Claimed } from './carry-out.ts'

/** Everything is gone: the row says so for good, and so does the record. Pictures out of the recording go with it. */
export async function finishDeletion(db: Database, claimed: Claimed): Promise<void> {
  const { id, archiveId, projectId, sessionId } = claimed
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
    const changed = await tx.$executeRaw`
      UPDATE "Deletion" SET "state" = 'done', "doneAt" = now(), "nextAt" = NULL, "leasedUntil" = NULL, "failure" = NULL
      WHERE "id" = ${id}::uuid AND "state" = 'deleting'`
    if (changed === 0) return // another has said so already
    await tx.findingStill.deleteMany({ where: { finding: { archiveId } } })
    await tx.custody.updateMany({
      where: { archiveId },
      data: { step: 'deleted', nextAt: null, copyUntil: null, leasedUntil: null },
    })
    const { files, askedById, answeredById, ruleId } = await tx.deletion.findUniqueOrThrow({
      where: { id },
      select: { files: true, askedById: true, answeredById: true, ruleId: true },
    })
    await recordAudit(tx, {
      phase: 'outcome',
      action: 'deletion.done',
      actorId: null,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      details: { deletion: id, files, askedBy: askedById, approvedBy: answeredById, rule: ruleId },
      requestId: id,
    })
    await tx.alert.updateMany({
      where: { cause: `deletionStuck:${id}`, resolvedAt: null },
      data: { resolvedAt: new Date() },
    })
    await announceLettingGo(tx, { id: archiveId, projectId, sessionId }, id)
  })
}
