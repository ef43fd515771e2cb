import 'server-only'
import { endAlerts } from '#lib/live/end-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { announceKept } from './announce-kept.ts'
import { stuckCause } from './fail-deletion.ts'
import { recordDeletions } from './record-deletion.ts'

/** Both places have nothing of it any more: that is the end, and it is on the record in the same transaction. */
export async function finishDeletion(
  db: Database,
  { id, archiveId }: { id: string; archiveId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
    const ended = await tx.$executeRaw`
      UPDATE "Deletion" SET "state" = 'done', "doneAt" = clock_timestamp(), "nextAt" = NULL, "leasedUntil" = NULL,
        "failure" = NULL WHERE "id" = ${id}::uuid AND "state" = 'deleting'`
    if (ended === 0) return // another server was faster
    const deletion = await tx.deletion.findUniqueOrThrow({
      where: { id },
      select: {
        id: true,
        archiveId: true,
        projectId: true,
        askedById: true,
        answeredById: true,
        ruleId: true,
        reason: true,
        files: true,
        archive: { select: { id: true, projectId: true, sessionId: true } },
      },
    })
    const { archive, answeredById, ruleId, files, ...rest } = deletion
    await recordDeletions(tx, 'outcome', [
      {
        ...rest,
        sessionId: archive.sessionId,
        details: { outcome: 'done', approvedBy: answeredById, rule: ruleId, files },
      },
    ])
    await announceKept(tx, [archive])
    await endAlerts(tx, [stuckCause(id), ...(await troublesOf(tx, archiveId))])
  })
}

/** What nobody can mend any more, nor need they: where it lay, and that the platform's copy runs out. */
async function troublesOf(tx: Tx, archiveId: string): Promise<string[]> {
  const open = await tx.alert.findMany({
    where: { archiveId, kind: { in: ['storageTrouble', 'copyExpiring'] }, resolvedAt: null },
    select: { cause: true },
  })
  return open.map(({ cause }) => cause)
}
