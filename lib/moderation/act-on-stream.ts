import 'server-only'
import { fail, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findStream } from './find-target.ts'
import type { Asker } from './remove-participant.ts'

type PublishedStream = NonNullable<Awaited<ReturnType<typeof findStream>>>

/** Asks to mute one stream, or to take it away. A stream that has ended is not asked about. */
export async function actOnStream(
  { actor, tx, requestId }: Asker,
  kind: 'mute' | 'unpublish',
  stream: PublishedStream,
  reason: string | null,
): Promise<Result<Asked, 'already-gone' | 'paused'>> {
  if (!stream.live) return fail('already-gone')
  return askAction(tx, {
    actor,
    kind,
    projectId: stream.projectId,
    sessionId: stream.session.id,
    reason,
    requestId,
    targets: [{ streamId: stream.id }],
  })
}
