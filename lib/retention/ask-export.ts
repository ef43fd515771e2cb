import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceKept } from './announce-kept.ts'
import { runsStill } from './archive-over.ts'
import type { Kept } from './find-kept.ts'

export type ExportRefusal = 'still-recording' | 'being-deleted' | 'deleted' | 'made-already'

/** Asks for a package; it is made by the clock, in the background, and lies there for some days. */
export async function askExport(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: Kept,
  reason: string,
): Promise<Result<{ packageId: string }, ExportRefusal>> {
  if (archive.deletion?.state === 'done') return fail('deleted')
  if (archive.deletion?.state === 'deleting') return fail('being-deleted')
  if (runsStill(archive.state)) return fail('still-recording')
  const making = await tx.exportPackage.count({ where: { archiveId: archive.id, state: 'making' } })
  if (making > 0) return fail('made-already')
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO "ExportPackage" ("id", "archiveId", "projectId", "askedById", "reason", "nextAt")
    VALUES (${id}::uuid, ${archive.id}::uuid, ${archive.projectId}::uuid, ${actor.accountId}::uuid, ${reason}, now())`
  await announceKept(tx, [archive])
  return ok({ packageId: id })
}
