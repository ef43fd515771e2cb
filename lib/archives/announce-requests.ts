import 'server-only'
import { announce } from '#lib/live/announce.ts'
import type { Tx } from '#lib/system/database.ts'

/** Tells every page about requests that one of them changed: nothing of what it says, which each page asks for itself. */
export async function announceRequests(
  tx: Tx,
  requests: readonly { id: string; projectId: string; sessionId: string }[],
): Promise<void> {
  await announce(
    tx,
    requests.map(({ id, projectId, sessionId }) => ({
      projectId,
      sessionId,
      change: { kind: 'request' as const, request: { id, sessionId } },
    })),
  )
}
