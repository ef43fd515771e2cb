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
/** Where words are asked for it is fewer: no index has them in the order of time, so that rows are read only to be left out. */
const COUNTED_BY_WORDS = 1_000

type Row = {
  archiveId: string
  findings: number
  actions: number
  review: ArchiveFound['review']
  held: boolean
}
/** Of what rows, and what must be true of them. */
type Matching = { from: Prisma.Sql; where: Prisma.Sql }
type Found = { rows: Row[] } & Omit<ArchiveFacets, 'whole'>

/** Recordings this actor may see that match, newest first, with what else there is to filter by. */
export async function searchArchives(
  actor: Actor,
  query: ArchiveQuery,
  timeZone: string,
  db: Database = database(),
): Promise<ArchiveResults> {
  const matching = matchingOf(actor, query, timeZone)
  const counted = query.text ? COUNTED_BY_WORDS : COUNTED
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    await withoutWorkers(tx)
    const { rows, ...facets } = await find(tx, matching, counted, query.after)
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
    return { position, archives, next, facets: { ...facets, whole: facets.count < counted } }
  })
}

/** Workers would take longer to start than so short a question takes to answer. */
async function withoutWorkers(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT set_config('max_parallel_workers_per_gather', '0', true)`
}

/** The newest that match are read once: the first page is taken from them, and so are the facets. */
async function find(tx: Tx, matching: Matching, counted: number, after: string | undefined): Promise<Found> {
  const [found] = await tx.$queryRaw<[Found]>`
    WITH "newest" AS MATERIALIZED (
      SELECT "archiveId", "at", "standing", "review", "held", "findings", "actions" FROM ${matching.from}
      WHERE ${matching.where} ORDER BY "at" DESC, "archiveId" DESC LIMIT ${counted}
    ), "page" AS MATERIALIZED (${pageOf(matching, counted, after)})
    SELECT count(*)::int AS "count",
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

/**
 * A later page lies beyond a cursor, the last row's id, whose time is looked up; one that matches nothing of theirs begins from the
 * top. Only when not all that match were read already is there another look: what is rare is not searched for twice.
 */
function pageOf({ from, where }: Matching, counted: number, after: string | undefined): Prisma.Sql {
  const columns = sql`"archiveId", "at", "findings", "actions", "review", "held"`
  const first = sql`ORDER BY "at" DESC, "archiveId" DESC LIMIT ${PAGE + 1}`
  if (!after) return sql`SELECT ${columns} FROM "newest" ${first}`
  const whole = sql`(SELECT count(*) < ${counted} FROM "newest")`
  const beyond = sql`("at", "archiveId") < (COALESCE(
    (SELECT "at" FROM ${from} WHERE "archiveId" = ${after}::uuid AND ${where}), 'infinity'), ${after}::uuid)`
  return sql`(SELECT ${columns} FROM "newest" WHERE ${whole} AND ${beyond} ${first})
    UNION ALL (SELECT ${columns} FROM ${from} WHERE NOT ${whole} AND ${where} AND ${beyond} ${first})`
}

/** What a recording says of itself. Of the rest that can be within it there are keys: what was done, by whom, and who did what. */
const WITHIN: Partial<Record<NonNullable<ArchiveQuery['has']>, Prisma.Sql>> = {
  action: sql`"actions" > 0`,
  finding: sql`"findings" > 0`,
  hold: sql`"held"`,
}

/** Times and projects that are spoken of are the key's: its index has the newest first, without a look at the recordings. */
const BY_KEY = sql`"ArchiveSearchKey" JOIN (
  SELECT "archiveId", "duration", "standing", "review", "held", "findings", "actions", "words" FROM "ArchiveSearch"
) s USING ("archiveId")`

/** All that must hold, also whether they may see it. Without a word of its own deleted ones are left out. */
function matchingOf(actor: Actor, query: ArchiveQuery, timeZone: string): Matching {
  const { text, project, standing, review, has, longer, from, to } = query
  const within = has && WITHIN[has]
  const key = [query.moderator, within ? undefined : has].filter((one) => one !== undefined).join(' ')
  const { projectId: allowed } = whereMay(actor, 'archive.view')
  const words = text ? wordsOf(text) : null
  const parts = [
    ...(allowed ? [sql`"projectId" = ANY(${allowed.in}::uuid[])`] : []),
    ...(project ? [sql`"projectId" = ${project}::uuid`] : []),
    standing ? sql`"standing" = ${standing}` : sql`"standing" <> 'deleted'`,
    ...(review ? [sql`"review" = ${review}`] : []),
    ...(within ? [within] : []),
    ...(longer ? [sql`"duration" >= ${Number(longer) * 60}`] : []),
    ...(key ? [sql`"key" = ${key}`] : []),
    ...(from ? [sql`"at" >= (${from}::date::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(to ? [sql`"at" < ((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(words === null ? [] : [sql`"words" @@ to_tsquery('simple', ${words})`]),
  ]
  return { from: key ? BY_KEY : sql`"ArchiveSearch"`, where: join(parts, ' AND ') }
}

/** Every word, as the beginning of one; signs that mean something to the search are none of them. */
export function wordsOf(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  // Of signs alone there is nothing to look for: a word that is nowhere finds nothing.
  return words.length === 0 ? 'nothing & !nothing' : words.map((word) => `${word}:*`).join(' & ')
}
