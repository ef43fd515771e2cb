import 'server-only'
import { announceArchives } from '#lib/live/announce-archives.ts'
import type { Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'

/** Lets every page that shows this recording ask anew, when something was done about it. */
export async function announceDone<Value, Failure>(
  tx: Tx,
  archiveId: string,
  done: Result<Value, Failure>,
): Promise<Result<Value, Failure>> {
  if (done.ok) await announceArchives(tx, [archiveId])
  return done
}
