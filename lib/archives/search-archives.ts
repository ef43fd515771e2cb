import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { archiveViews } from '#lib/live/views.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import type { ArchiveFacets, ArchiveFound, ArchiveResults } from './model.ts'
import type { ArchiveQuery } from './search-model.ts'

const { sql, join } = Prisma

const PAGE = 50
/** Facets are counted among so many of the newest that match: over a million, counting all of them takes a second. */
const COUNTED = 5_000

type Row = {
  archiveId: string
  findings: number
  actions: number
  review: ArchiveFound['review']
  held: boolean
}
type Found = { rows: Row[] } & Omit<ArchiveFacets, 'whole'> & { seen: number }

/** Recordings this actor may see that match, newest first, with what else there is to filter by. */
export async function searchArchives(
  actor: Actor,
  query: ArchiveQuery,
  timeZone: string,
  db: Database = database(),
): Promise<ArchiveResults> {
  const matching = conditionsOf(actor, query, timeZone)
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const { rows, seen, ...facets } = await find(tx, matching, query.after)
    const shown = rows.slice(0, PAGE)
    const views = await archiveViews(
      tx,
      shown.map(({ archiveId }) => archiveId),
    )
    const byId = new Map(views.map((view) => [view.id, view]))
    const archives = shown.flatMap(({ archiveId, ...more }): ArchiveFound[] => {
      const view = byId.get(archiveId)
      return view ? [{ ...view, ...more }] : []
    })
    const next = rows.length > PAGE ? (shown.at(-1)?.archiveId ?? null) : null
    return { position, archives, next, facets: { ...facets, whole: seen <= COUNTED } }
  })
}

/**
 * The newest that match are read once: the first page is taken from them, and so are the facets. A later page lies beyond a
 * cursor, the last row's id, whose time is looked up; one that matches nothing of theirs begins from the top.
 */
async function find(tx: Tx, matching: Prisma.Sql, after: string | undefined): Promise<Found> {
  const page = after
    ? sql`SELECT "archiveId", "at", "findings", "actions", "review", "held" FROM "ArchiveSearch"
        WHERE ${matching} AND ("at", "archiveId") < (COALESCE(
          (SELECT "at" FROM "ArchiveSearch" WHERE "archiveId" = ${after}::uuid AND ${matching}), 'infinity'), ${after}::uuid)
        ORDER BY "at" DESC, "archiveId" DESC LIMIT ${PAGE + 1}`
    : sql`SELECT * FROM "newest" ORDER BY "at" DESC, "archiveId" DESC LIMIT ${PAGE + 1}`
  const [found] = await tx.$queryRaw<[Found]>`
    WITH "newest" AS MATERIALIZED (
      SELECT "archiveId", "at", "standing", "review", "held", "findings", "actions" FROM "ArchiveSearch"
      WHERE ${matching} ORDER BY "at" DESC, "archiveId" DESC LIMIT ${COUNTED + 1}
    ), "page" AS MATERIALIZED (${page})
    SELECT count(*)::int AS "seen",
      LEAST(count(*), ${COUNTED})::int AS "count",
      count(*) FILTER (WHERE "held")::int AS "held",
      count(*) FILTER (WHERE "findings" > 0)::int AS "withFinding",
      count(*) FILTER (WHERE "actions" > 0)::int AS "withAction",
      COALESCE((SELECT jsonb_object_agg("standing", n) FROM (
        SELECT "standing", count(*)::int AS n FROM "newest" GROUP BY 1) s), '{}') AS "standings",
      COALESCE((SELECT jsonb_object_agg("review", n) FROM (
        SELECT "review", count(*)::int AS n FROM "newest" GROUP BY 1) r), '{}') AS "reviews",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('archiveId', p."archiveId", 'findings', p."findings",
        'actions', p."actions", 'review', p."review", 'held', p."held") ORDER BY p."at" DESC, p."archiveId" DESC)
        FROM "page" p), '[]') AS "rows"
    FROM "newest"`
  return found
}

/** All that must hold, also whether they may see it. Without a word of its own deleted ones are left out. */
function conditionsOf(actor: Actor, query: ArchiveQuery, timeZone: string): Prisma.Sql {
  const { text, project, standing, review, has, longer, moderator, from, to } = query
  const { projectId: allowed } = whereMay(actor, 'archive.view')
  const words = text ? wordsOf(text) : null
  const parts = [
    ...(allowed ? [sql`"projectId" = ANY(${allowed.in}::uuid[])`] : []),
    ...(project ? [sql`"projectId" = ${project}::uuid`] : []),
    standing ? sql`"standing" = ${standing}` : sql`"standing" <> 'deleted'`,
    ...(review ? [sql`"review" = ${review}`] : []),
    ...(has ? [contentOf(has)] : []),
    ...(longer ? [sql`"duration" >= ${Number(longer) * 60}`] : []),
    ...(moderator ? [sql`"moderators" @> ARRAY[${moderator}::uuid]`] : []),
    ...(from ? [sql`"at" >= (${from}::date::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(to ? [sql`"at" < ((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(words === null ? [] : [sql`"words" @@ to_tsquery('simple', ${words})`]),
  ]
  return join(parts, ' AND ')
}

function contentOf(has: NonNullable<ArchiveQuery['has']>): Prisma.Sql {
  if (has === 'action') return sql`"actions" > 0`
  if (has === 'finding') return sql`"findings" > 0`
  if (has === 'hold') return sql`"held"`
  return sql`"kinds" @> ARRAY[${has}]`
}

/** Every word, as the beginning of one; signs that mean something to the search are none of them. */
export function wordsOf(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  // Of signs alone there is nothing to look for: a word that is nowhere finds nothing.
  return words.length === 0 ? 'nothing & !nothing' : words.map((word) => `${word}:*`).join(' & ')
}
