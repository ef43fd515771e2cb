import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { announceLettingGo } from './announce-letting-go.ts'
import { expireOf } from './expire-deletions.ts'
import type { FoundArchive } from './find-archive.ts'

/** For how long somebody may answer. */
const WAITS_HOURS = 24

export type AskRefusal = 'on-hold' | 'still-recording' | 'asked-already' | 'being-deleted' | 'deleted-already'

/** Asks that a recording is deleted for good. Nothing goes before somebody else has agreed. */
export async function askDeletion(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: FoundArchive,
  reason: string,
): Promise<Result<{ deletionId: string }, AskRefusal>> {
  const { deletion } = archive
  if (deletion?.state === 'done') return fail('deleted-already')
  if (deletion?.state === 'deleting') return fail('being-deleted')
  if (!archive.over) return fail('still-recording')
  if (archive.holds > 0) return fail('on-hold')
  // One that has run out, and that the clock has not come to yet, is in nobody's way.
  if (deletion && !(await expireOf(tx, deletion.id))) return fail('asked-already')
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO "Deletion" ("id", "archiveId", "projectId", "askedById", "reason", "expiresAt")
    VALUES (${id}::uuid, ${archive.id}::uuid, ${archive.projectId}::uuid, ${actor.accountId}::uuid, ${reason},
      now() + make_interval(hours => ${WAITS_HOURS}))`
  await announceLettingGo(tx, archive, id)
  return ok({ deletionId: id })
}
