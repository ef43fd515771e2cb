import 'server-only'
import { announce } from '#lib/live/announce.ts'
import { archiveViews } from '#lib/live/views.ts'
import type { Tx } from '#lib/system/database.ts'

/** Tells every page that something about a recording changed, and those with requests that one of them may have. */
export async function announceLettingGo(
  tx: Tx,
  archive: { id: string; projectId: string; sessionId: string },
  deletionId?: string,
): Promise<void> {
  const { projectId, sessionId } = archive
  const [view] = await archiveViews(tx, [archive.id])
  await announce(tx, [
    ...(view ? [{ projectId, sessionId, change: { kind: 'archive' as const, archive: view } }] : []),
    ...(deletionId
      ? [
          {
            projectId,
            sessionId,
            change: { kind: 'request' as const, request: { id: deletionId, sessionId } },
          },
        ]
      : []),
  ])
}
