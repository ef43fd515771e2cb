import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { announce } from './announce.ts'
import { archiveViews } from './views.ts'

/** Tells every page what is true of these recordings now. As the last thing in a transaction, or before what else is announced. */
export async function announceArchives(tx: Tx, ids: readonly string[]): Promise<void> {
  const views = await archiveViews(tx, ids)
  await announce(
    tx,
    views.map((archive) => ({
      projectId: archive.projectId,
      sessionId: archive.sessionId,
      change: { kind: 'archive' as const, archive },
    })),
  )
}
