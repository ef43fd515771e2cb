import 'server-only'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findArchive } from './find-target.ts'
import type { Asker } from './remove-participant.ts'

type Recording = NonNullable<Awaited<ReturnType<typeof findArchive>>>

/** Asks to stop a recording that runs. */
export async function stopArchive(
  { actor, tx, requestId }: Asker,
  archive: Recording,
  reason: string | null,
): Promise<Result<Asked, 'not-running' | 'paused'>> {
  if (!['starting', 'recording', 'paused'].includes(archive.state)) return fail('not-running')
  return askAction(tx, {
    actor,
    kind: 'stopArchive',
    projectId: archive.projectId,
    sessionId: archive.session.id,
    reason,
    requestId,
    targets: [{ archiveId: archive.id }],
  })
}
