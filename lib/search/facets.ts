import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { ArchiveSearch, SearchFacets } from './model.ts'
import { projectsOf } from './queries.ts'

const { sql } = Prisma
/** So many days are drawn, and so many moderators offered. */
const DAYS = 60
const NAMES = 200

type Counted = { projectId: string; facet: string; count: bigint }

/** What the filters offer this actor, with how many recordings have it. Read from sums: no recording is looked at. */
export async function searchFacets(
  actor: Actor,
  query: Pick<ArchiveSearch, 'project'>,
  db: Database = database(),
): Promise<SearchFacets> {
  const may = whereMay(actor, 'archive.view').projectId?.in ?? null
  const rows = await db.$queryRaw<Counted[]>`
    SELECT "projectId", "facet", sum("count")::bigint AS "count" FROM "ArchiveCount"
    WHERE ${may === null ? sql`true` : sql`"projectId" = ANY(${may}::uuid[])`}
      AND ("facet" < 'day:' OR "facet" >= 'day:' || to_char(now() - make_interval(days => ${DAYS}), 'YYYY-MM-DD'))
    GROUP BY 1, 2 HAVING sum("count") > 0`
  const chosen = projectsOf(actor, query)
  const counts: Partial<Record<string, number>> = {}
  for (const { projectId, facet, count } of rows)
    if (chosen === null || chosen.includes(projectId)) counts[facet] = (counts[facet] ?? 0) + Number(count)
  return {
    total: counts.all ?? 0,
    counts: Object.fromEntries(Object.entries(counts).filter(([facet]) => !/^(all|day:|by:)/.test(facet))),
    days: daysOf(counts),
    ...(await namesOf(db, rows, Object.keys(counts))),
  }
}

/** Of each project how many it has, whichever are chosen; of the moderators those who did something in the chosen ones. */
async function namesOf(db: Database, rows: readonly Counted[], facets: readonly string[]) {
  const all = new Map(
    rows.filter(({ facet }) => facet === 'all').map((row) => [row.projectId, Number(row.count)]),
  )
  const ids = facets.flatMap((facet) => (facet.startsWith('by:') ? [facet.slice(3)] : []))
  const names = { select: { id: true, name: true }, orderBy: { name: 'asc' } } as const
  const [projects, moderators] = await Promise.all([
    db.project.findMany({ where: { id: { in: [...all.keys()] } }, ...names }),
    db.account.findMany({ where: { id: { in: ids } }, ...names, take: NAMES }),
  ])
  return {
    projects: projects.map((project) => ({ ...project, count: all.get(project.id) ?? 0 })),
    moderators,
  }
}

function daysOf(counts: Partial<Record<string, number>>): SearchFacets['days'] {
  return Object.entries(counts)
    .flatMap(([facet, count]) =>
      facet.startsWith('day:') ? [{ day: facet.slice(4), count: count ?? 0 }] : [],
    )
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
}
