import 'server-only'
import { announce } from '#lib/live/announce.ts'
import { sessionViews } from '#lib/live/views.ts'
import type { StreamId } from '#lib/platform/ids.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Asked, askAction } from './ask-action.ts'
import type { findSession } from './find-target.ts'
import type { Asker } from './remove-participant.ts'

type LiveSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

/**
 * Asks to mute every stream but the excepted ones. Each stream is a target of its own, so that the page can say who is
 * quiet and who is not; a room where nobody publishes yet has one target, the room: newcomers will come in muted.
 */
export async function muteEveryone(
  { actor, tx, requestId }: Asker,
  session: LiveSession,
  exceptStreamIds: readonly string[],
  reason: string | null,
): Promise<Result<Asked & { excludedStreamIds: StreamId[] }, 'nobody-connected' | 'paused'>> {
  if (!session.live) return fail('nobody-connected')
  const muted = session.streams.filter((stream) => !exceptStreamIds.includes(stream.id))
  const excepted = session.streams.filter((stream) => exceptStreamIds.includes(stream.id))
  const asked = await askAction(tx, {
    actor,
    kind: 'muteAll',
    projectId: session.projectId,
    sessionId: session.id,
    reason,
    requestId,
    targets: muted.length > 0 ? muted.map((stream) => ({ streamId: stream.id })) : [{}],
  })
  if (!asked.ok) return asked
  return ok({ ...asked.value, excludedStreamIds: excepted.map((stream) => stream.platformId) })
}

/** Asks to let newcomers in with their sound on again. Unmutes nobody: the platform has no way to do that. */
export async function liftMute(
  { actor, tx, requestId }: Asker,
  session: LiveSession,
): Promise<Result<Asked, 'nobody-connected' | 'paused'>> {
  if (!session.live) return fail('nobody-connected')
  return askAction(tx, {
    actor,
    kind: 'liftMute',
    projectId: session.projectId,
    sessionId: session.id,
    reason: null,
    requestId,
    targets: [{}],
  })
}

/** Keeps what the platform accepted: the room is, or is no longer, muted for newcomers. REST cannot be asked about it. */
export async function noteRoomMute(db: Database, sessionId: string, active: boolean): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.videoSession.update({
      where: { id: sessionId },
      data: { muteForced: active },
      select: { id: true },
    })
    const sessions = await sessionViews(tx, [sessionId])
    await announce(
      tx,
      sessions.map((session) => ({
        projectId: session.projectId,
        sessionId,
        change: { kind: 'session', session },
      })),
    )
  })
}
