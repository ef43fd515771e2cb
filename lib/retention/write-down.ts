import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { Claimed } from './carry-out.ts'
import type { DeletionPorts } from './deletion-ports.ts'
import type { DeletedFile } from './model.ts'

/**
 * Writes down what there is, in the row of the deletion and on the record, before the first byte goes. When the entry cannot be
 * written, nothing is, and nothing goes. When a hold stands nothing goes either; that cannot be, and the database refuses it too.
 */
export async function writeDown(
  db: Database,
  { id, archiveId, projectId, sessionId, platformId }: Claimed,
  ports: Pick<DeletionPorts, 'platformFile'>,
): Promise<Result<null, string>> {
  const remote = await ports.platformFile({ projectId, platformId })
  if (!remote.ok) return fail(`platform-${remote.failure}`)
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Archive" WHERE "id" = ${archiveId}::uuid FOR NO KEY UPDATE`
    const copies = await tx.storedFile.findMany({
      where: { archiveId, state: { not: 'deleted' } },
      select: { sha256: true, size: true, have: true, storage: { select: { kind: true, bucket: true } } },
      orderBy: { createdAt: 'asc' },
    })
    const files: DeletedFile[] = copies.map(({ sha256, size, have, storage }) => ({
      digest: sha256 && Buffer.from(sha256).toString('hex'),
      size: Number(size ?? have),
      where: storage ? [storage.kind, storage.bucket].filter(Boolean).join(':') : 'disk',
    }))
    if (remote.value) files.push({ digest: null, size: remote.value.size, where: 'platform' })
    // An empty list would look like one that was never made.
    if (files.length === 0) files.push({ digest: null, size: null, where: 'nowhere' })
    await tx.deletion.update({ where: { id }, data: { files }, select: { id: true } })
    await recordAudit(tx, {
      phase: 'event',
      action: 'deletion.begin',
      actorId: null,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      subject: `archive:${archiveId}`,
      details: { deletion: id, files },
      requestId: id,
    })
  })
  return ok(null)
}
