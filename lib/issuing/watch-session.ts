import 'server-only'
import { type Actor, may } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, type Result } from '#lib/system/result.ts'
import { issueToken } from './issue-token.ts'
import type { WatchTicket } from './model.ts'

export type WatchedSession = { id: string; projectId: string; platformId: string; closedAt: Date | null }

/** A browser connects at once, and asks for another token when it must connect again. */
const MINUTES = 2

/** Lets a moderator's browser into a session, with the least role that serves: who may not take streams away only looks. */
export async function watchSession(
  tx: Tx,
  actor: Actor,
  session: WatchedSession,
): Promise<Result<WatchTicket, 'closed' | 'no-token' | 'paused'>> {
  if (session.closedAt) return fail('closed')
  const role = may(actor, 'participant.unpublish', session.projectId) ? 'moderator' : 'subscriber'
  const issued = await issueToken(tx, {
    kind: 'watcher',
    session,
    role,
    minutes: MINUTES,
    accountId: actor.accountId,
    deviceId: actor.deviceId,
  })
  return issued.ok ? { ok: true, value: issued.value.ticket } : issued
}
