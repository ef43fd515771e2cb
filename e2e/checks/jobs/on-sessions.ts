import { endStrayWatchers } from '#lib/issuing/end-watching.ts'
import { trimFeed } from '#lib/live/read-feed.ts'
import { createReconciler } from '#lib/live/reconcile/reconciler.ts'
import { expireActions } from '#lib/moderation/expire-actions.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject } from '../../kit/rows.ts'
import { aLiveSession } from './a-live-session.ts'
import { ago, type Job } from './job.ts'

const reconcile: Job = {
  name: 'reconcile',
  does: 'finds that the last one has left a session',
  async scene(db) {
    const { platform, platformOf, sessionId: id } = await aLiveSession(db)
    return {
      run: (at) => createReconciler(at, platformOf).turn(),
      async seen() {
        const { live, connections } = await db.videoSession.findUniqueOrThrow({ where: { id } })
        return { live, connections, asked: platform.asked.toSorted() }
      },
    }
  },
  rows: { FeedEntry: 2, CountSample: 1 },
  sees: { live: false, connections: 0, asked: ['GET connection', 'GET stream'] },
}

const expireAction: Job = {
  name: 'expire-actions',
  does: 'gives up waiting for a removal, and alarms',
  async scene(db) {
    await db.actionTarget.updateMany({ data: { state: 'failed' } }) // those of the scenes before
    const { projectId, sessionId, connection } = await aLiveSession(db)
    const actor = await anAccount(db)
    const target = { connectionId: connection.id, state: 'sent' as const }
    const place = { projectId, sessionId, actorId: actor.id, requestId: newId() }
    const { id } = await db.action.create({
      data: { ...place, kind: 'disconnect', state: 'sent', askedAt: ago(11), targets: { create: [target] } },
    })
    return {
      run: (at) => expireActions(at),
      seen: async () => (await db.action.findUniqueOrThrow({ where: { id } })).state,
    }
  },
  rows: { AuditEntry: 1, Alert: 1, AlertNews: 1, FeedEntry: 4 },
  sees: 'unconfirmed',
}

/** Each server asks, and the platform does it once: whoever is gone is not sent away again. */
const endWatching: Job = {
  name: 'end-watching',
  does: 'sends away who may not watch any more',
  async scene(db) {
    const { platform, platformOf, projectId, sessionId, connection } = await aLiveSession(db)
    platform.people.add(connection.platformId)
    const { id: accountId } = await anAccount(db)
    const place = { projectId, sessionId, accountId, ref: newId(), expiresAt: ago(-60) }
    const grant = await db.grant.create({ data: { ...place, kind: 'watcher', role: 'subscriber' } })
    const watching = { kind: 'watcher', data: 'grant', grantId: grant.id } as const
    await db.connection.update({ where: { id: connection.id }, data: watching })
    const asked = new Map<Database, Map<string, number>>()
    return {
      run(at) {
        const before = asked.get(at) ?? new Map<string, number>()
        asked.set(at, before)
        return endStrayWatchers(at, before, platformOf)
      },
      seen: async () => ({ there: platform.people.size, effects: platform.effects }),
    }
  },
  rows: {},
  sees: { there: 0, effects: 1 },
}

const trim: Job = {
  name: 'trim-feed',
  does: 'removes an entry of the feed that is older than an hour',
  async scene(db) {
    const { id: projectId } = await aProject(db)
    const [{ seq } = { seq: 0n }] = await db.$queryRaw<{ seq: bigint }[]>`
      INSERT INTO "FeedEntry" ("seq", "projectId", "kind", "payload", "at")
      SELECT COALESCE(min("seq"), 0) - 1, ${projectId}::uuid, 'alert', '{}'::jsonb, now() - interval '2 hours'
      FROM "FeedEntry" RETURNING "seq"`
    return { run: (at) => trimFeed(at), seen: () => db.feedEntry.count({ where: { seq } }) }
  },
  rows: { FeedEntry: -1 },
  sees: 0,
}

export const JOBS_ON_SESSIONS: readonly Job[] = [reconcile, expireAction, endWatching, trim]
