import 'server-only'
import { announce } from '#lib/live/announce.ts'
import { archiveViews } from '#lib/live/views.ts'
import type { Tx } from '#lib/system/database.ts'

type Place = { id: string; projectId: string; sessionId: string }

/**
 * Tells every page about recordings that a hold or a deletion of theirs changed. What it says is for few eyes, so pages ask for
 * it themselves; those of requests listen to the hint of a request. Takes the feed's lock: the last thing in a transaction.
 */
export async function announceKept(tx: Tx, archives: readonly Place[]): Promise<void> {
  const views = await archiveViews(
    tx,
    archives.map(({ id }) => id),
  )
  await announce(tx, [
    ...views.map((archive) => ({
      projectId: archive.projectId,
      sessionId: archive.sessionId,
      change: { kind: 'archive' as const, archive },
    })),
    ...archives.map(({ id, projectId, sessionId }) => ({
      projectId,
      sessionId,
      change: { kind: 'request' as const, request: { id, sessionId } },
    })),
  ])
}
