import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { WatchedSession } from './watch-session.ts'

export async function findSession(tx: Tx, sessionId: string): Promise<WatchedSession | null> {
  return tx.videoSession.findUnique({
    where: { id: sessionId },
    select: { id: true, projectId: true, platformId: true, closedAt: true },
  })
}
