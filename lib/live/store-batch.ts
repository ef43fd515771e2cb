import 'server-only'
import { type SettlingEvent, settleActions } from '#lib/moderation/settle-actions.ts'
import type { Tx } from '#lib/system/database.ts'
import { announceTouched } from './announce-touched.ts'
import { type Received, type Sorted, storeEvents } from './project/events.ts'
import { evidenceOf } from './project/evidence.ts'
import { findPeople } from './project/people.ts'
import { project, type Touched } from './project/project.ts'
import { keyOf } from './project/rows.ts'
import { placeSessions } from './project/sessions.ts'
import { checkSoon } from './reconcile/due-sessions.ts'

/**
 * One batch of callbacks in one transaction: stored once each, merged into the rows, counted, matched against what
 * moderators asked for, and announced. Answers the digests that were new; the others had been stored before.
 */
export async function storeBatch(tx: Tx, received: readonly Received[]): Promise<ReadonlySet<string>> {
  const events = await sortBySession(tx, received)
  const stored = await storeEvents(tx, events)
  const fresh = events.filter((event) => stored.has(event.callback.digest))
  if (fresh.length === 0) return new Set()
  const touched = await project(tx, evidenceOf(fresh, await findPeople(tx, fresh)))
  await checkSoon(tx, unverifiedSessions(fresh))
  const settled = await settleActions(tx, settling(fresh, touched))
  await announceTouched(tx, { ...touched, events: [...stored.values()] }, settled)
  return new Set(stored.keys())
}

/** Each callback once, with our id of its session. */
async function sortBySession(tx: Tx, received: readonly Received[]): Promise<Sorted[]> {
  const once = [...new Map(received.map((event) => [event.callback.digest, event])).values()]
  const keys = once.map(({ projectId, callback }) => ({
    projectId,
    platformId: callback.session,
    at: callback.at,
  }))
  const sessions = await placeSessions(tx, keys)
  return once.map((event) => {
    const sessionId = sessions.get(keyOf({ projectId: event.projectId, platformId: event.callback.session }))
    if (!sessionId) throw new Error('A session was placed and is not there')
    return { ...event, sessionId }
  })
}

/** Nothing but the platform's own lists can vouch for what these say. */
function unverifiedSessions(events: readonly Sorted[]): string[] {
  return [...new Set(events.filter((event) => !event.verified).map((event) => event.sessionId))]
}

/** Only what the platform has vouched for may settle an action. */
function settling(events: readonly Sorted[], { placed }: Touched): SettlingEvent[] {
  return events
    .filter((event) => event.verified)
    .map(({ projectId, sessionId, callback: { kind, reason, at, ...said } }) => {
      const ours = (id: string | undefined) =>
        (id && placed.get(keyOf({ projectId, platformId: id }))) || null
      const [connectionId, streamId, archiveId] = [said.connection, said.stream, said.archive].map((one) =>
        ours(one?.id),
      )
      return {
        projectId,
        sessionId,
        kind,
        reason,
        at,
        connectionId: connectionId ?? null,
        streamId: streamId ?? null,
        archiveId: archiveId ?? null,
      }
    })
}
