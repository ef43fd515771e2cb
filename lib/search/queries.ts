import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { archiveViews } from '#lib/live/views.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { type Asked, conditionsOf, selectMatches } from './match-recordings.ts'
import {
  type ArchiveSearch,
  CUSTODY,
  type FoundArchive,
  type FoundArchives,
  REVIEWS,
  type SavedSearchView,
} from './model.ts'

const { sql } = Prisma
const PAGE = 50
/** More than that are "more than" so many: to count all of a million would take longer than to read a page of them. */
const COUNTED = 1_000

type Row = { archiveId: string; moments: number; findings: number; facets: string[] }

/** Recordings this actor may see that match, newest first. A cursor that is no recording of theirs starts from the top. */
export async function searchArchives(
  actor: Actor,
  { query, timeZone }: { query: ArchiveSearch; timeZone: string },
  db: Database = database(),
): Promise<FoundArchives> {
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const projects = projectsOf(actor, query)
    const conditions = await conditionsOf(tx, query, timeZone)
    const asked = { projects, conditions }
    const after = await keyOf(tx, projects, query.after)
    const below = after ? [sql`("at", "archiveId") < (${after.at}, ${after.archiveId}::uuid)`] : []
    const page = { projects, conditions: [...conditions, ...below] }
    const rows = await tx.$queryRaw<Row[]>(
      selectMatches(page, sql`"at", "archiveId", "moments", "findings", "facets"`, PAGE + 1),
    )
    const shown = rows.slice(0, PAGE)
    return {
      position,
      found: await viewsOf(tx, shown),
      next: rows.length > PAGE ? (shown.at(-1)?.archiveId ?? null) : null,
      matches: after === null && rows.length <= PAGE ? exactly(rows.length) : await countMatches(tx, asked),
    }
  })
}

/** The searches this person keeps, by name. */
export async function savedSearches(actor: Actor, db: Database = database()): Promise<SavedSearchView[]> {
  return db.savedSearch.findMany({
    where: { accountId: actor.accountId },
    select: { id: true, name: true, query: true },
    orderBy: { name: 'asc' },
  })
}

/** Of which projects: those that were asked for, as far as this actor may see recordings there. */
export function projectsOf(actor: Actor, { project }: Pick<ArchiveSearch, 'project'>): string[] | null {
  const may = whereMay(actor, 'archive.view').projectId?.in
  if (!may) return project ?? null
  return project ? may.filter((id) => project.includes(id)) : may
}

/** Where in the order a recording stands: only of one the actor may see. */
async function keyOf(tx: Tx, projects: readonly string[] | null, archiveId: string | undefined) {
  if (archiveId === undefined) return null
  return tx.archiveSearch.findFirst({
    where: { archiveId, ...(projects && { projectId: { in: [...projects] } }) },
    select: { at: true, archiveId: true },
  })
}

async function countMatches(tx: Tx, asked: Asked): Promise<FoundArchives['matches']> {
  if (asked.conditions.length === 0) return exactly(await countAll(tx, asked.projects))
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM (${selectMatches(asked, sql`"at", "archiveId"`, COUNTED + 1)}) matches`
  const count = row?.count ?? 0
  return { count: Math.min(count, COUNTED), more: count > COUNTED }
}

/** How many there are at all, as the triggers have counted. */
async function countAll(tx: Tx, projects: readonly string[] | null): Promise<number> {
  const { _sum } = await tx.archiveCount.aggregate({
    where: { facet: 'all', ...(projects && { projectId: { in: [...projects] } }) },
    _sum: { count: true },
  })
  return Number(_sum.count ?? 0)
}

const exactly = (count: number) => ({ count, more: false })

async function viewsOf(tx: Tx, rows: readonly Row[]): Promise<FoundArchive[]> {
  const views = await archiveViews(
    tx,
    rows.map(({ archiveId }) => archiveId),
  )
  const byId = new Map(views.map((view) => [view.id, view]))
  return rows.flatMap(({ archiveId, facets, moments, findings }) => {
    const archive = byId.get(archiveId)
    if (!archive) return []
    const custody = CUSTODY.filter((mark) => facets.includes(`custody:${mark}`))
    const review = REVIEWS.find((mark) => facets.includes(`review:${mark}`)) ?? null
    return [{ archive, custody, review, moments, findings }]
  })
}
