import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { changeMessage } from './feed-format.ts'
import type { FeedItem } from './feed-ring.ts'

const PAGE = 1_000
const TRIMMED_AT_ONCE = 5_000

type Row = {
  seq: bigint
  at: Date
  projectId: string
  sessionId: string | null
  kind: FeedItem['kind']
  payload: string
}

/** The next entries after `seq`, at most a page of them. Commits are in order of `seq`, so there is nothing in between. */
export async function readFeed(db: Database, seq: number): Promise<{ items: FeedItem[]; more: boolean }> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT "seq", "at", "projectId", "sessionId", "kind", "payload"::text AS "payload" FROM "FeedEntry"
    WHERE "seq" > ${seq} ORDER BY "seq" LIMIT ${PAGE}`
  return { items: rows.map(itemOf), more: rows.length === PAGE }
}

/** Where the ring of a server that starts now begins: the entry before the oldest that is young enough. */
export async function readFeedStart(db: Database, milliseconds: number): Promise<number> {
  const [row] = await db.$queryRaw<{ before: bigint }[]>`
    SELECT COALESCE((SELECT min("seq") - 1 FROM "FeedEntry"
      WHERE "at" > clock_timestamp() - make_interval(secs => ${milliseconds / 1_000})), h."seq") AS "before"
    FROM "FeedHead" h WHERE h."id" = 1`
  if (!row) throw new Error('The feed has no head')
  return Number(row.before)
}

function itemOf({ seq, at, projectId, sessionId, kind, payload }: Row): FeedItem {
  const head = { seq: Number(seq), at: at.toISOString(), projectId, sessionId }
  return { seq: head.seq, projectId, sessionId, kind, at: at.getTime(), bytes: changeMessage(head, payload) }
}

/** Removes entries that are older than an hour, a bounded number at a time; answers whether there may be more. */
export async function trimFeed(db: Database): Promise<boolean> {
  const removed = await db.$executeRaw`
    DELETE FROM "FeedEntry" WHERE "seq" IN (
      SELECT "seq" FROM "FeedEntry" WHERE "at" < now() - interval '1 hour' ORDER BY "seq" LIMIT ${TRIMMED_AT_ONCE})`
  return removed === TRIMMED_AT_ONCE
}
