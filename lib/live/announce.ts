import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import type { Change } from './model.ts'

/** One change of one row, and where it lies: readers are let through by project and session. */
export type Announcement = { projectId: string; sessionId: string | null; change: Change }

/** What PostgreSQL's listeners hear. Only a hint: whoever missed it finds the entries when polling. */
export const FEED_CHANNEL = 'gavel_feed'

/**
 * Appends changes to the feed, as the last thing in a transaction. The head's row is locked until the commit, so entries
 * become visible in the order of their numbers and without holes: a reader who has seen n has seen everything up to n.
 * That lock is the last of all (after the rows and the audit chain), and held only for what remains until the commit.
 */
export async function announce(tx: Tx, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return
  const rows = announcements.map(({ projectId, sessionId, change }) => ({
    projectId,
    sessionId,
    kind: change.kind,
    payload: change,
  }))
  await tx.$queryRaw`
    WITH head AS (
      UPDATE "FeedHead" SET "seq" = "seq" + ${rows.length} WHERE "id" = 1 RETURNING "seq" - ${rows.length} AS before
    ), added AS (
      INSERT INTO "FeedEntry" ("seq", "projectId", "sessionId", "kind", "payload")
      SELECT head.before + r.ordinal, (r.entry->>'projectId')::uuid, (r.entry->>'sessionId')::uuid,
             r.entry->>'kind', r.entry->'payload'
      FROM head, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS r(entry, ordinal)
      RETURNING "seq"
    )
    SELECT pg_notify(${FEED_CHANNEL}, max("seq")::text)::text FROM added`
}

/**
 * Takes the feed's lock ahead of `announce`. Whoever reads rows in order to announce them whole, without holding a lock
 * on each of them, reads them after this: then a row read earlier never stands later in the feed than a newer one.
 */
export async function lockFeed(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT "seq" FROM "FeedHead" WHERE "id" = 1 FOR UPDATE`
}
