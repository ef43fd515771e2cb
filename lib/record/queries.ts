import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, mayEverywhere } from '#lib/access/actor.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { ENTRY_COLUMNS, type EntryRow, entryView, type Names } from './entry-row.ts'
import type { EntryFilters, EntryList } from './model.ts'
import { nameSubjects } from './name-subjects.ts'
import { type EntryScope, lookedFor, SEARCHED, scopeOf, selectEntries } from './select-entries.ts'

const { sql } = Prisma
const PAGE = 100
/** More than that are "more than" so many. */
const NEWS = 100

type Asked = { filters: EntryFilters; timeZone: string }

/** A page of the record as this actor may read it, newest first. */
export async function listEntries(
  actor: Actor,
  { filters, timeZone, before }: Asked & { before?: number | undefined },
  db: Database = database(),
): Promise<EntryList> {
  const scope = scopeOf(actor, 'audit.view', filters, timeZone)
  const bound = before === undefined ? sql`true` : sql`"seq" < ${before}`
  const wanted = lookedFor(filters)
  const { rows, older } = wanted
    ? await searchPage(db, scope, bound, wanted)
    : await readPage(db, scope, bound)
  const names = await namesOf(db, actor, rows)
  return {
    entries: rows.map((row) => entryView(row, names)),
    older,
    searched: wanted ? SEARCHED : null,
  }
}

async function readPage(tx: Tx, scope: EntryScope, bound: Prisma.Sql) {
  const found = await tx.$queryRaw<EntryRow[]>(
    selectEntries(scope, ENTRY_COLUMNS, { bound, order: 'DESC', limit: PAGE + 1 }),
  )
  const rows = found.slice(0, PAGE)
  return { rows, older: found.length > PAGE ? Number(rows.at(-1)?.seq) : null }
}

/** The next page begins where this one stopped looking, also when it found less than fits on it. */
async function searchPage(tx: Tx, scope: EntryScope, bound: Prisma.Sql, wanted: Prisma.Sql) {
  const window = selectEntries(scope, ENTRY_COLUMNS, { bound, order: 'DESC', limit: SEARCHED })
  const [rows, [seen]] = await Promise.all([
    tx.$queryRaw<EntryRow[]>`
      SELECT * FROM (${window}) looked WHERE ${wanted} ORDER BY "seq" DESC LIMIT ${PAGE}`,
    tx.$queryRaw<{ last: bigint | null; count: bigint }[]>`
      SELECT min("seq") AS last, count(*) AS count
      FROM (${selectEntries(scope, sql`"seq"`, { bound, order: 'DESC', limit: SEARCHED })}) looked`,
  ])
  if (rows.length === PAGE) return { rows, older: Number(rows.at(-1)?.seq) }
  const more = seen?.count === BigInt(SEARCHED) && seen.last !== null
  return { rows, older: more ? Number(seen.last) : null }
}

/** How many entries have come since one, of those this actor looks at; at most a hundred are counted. */
export async function countNews(
  actor: Actor,
  { filters, timeZone, after }: Asked & { after: number },
  db: Database = database(),
): Promise<number> {
  const scope = scopeOf(actor, 'audit.view', filters, timeZone)
  const newer = selectEntries(scope, sql`"seq", "reason", "details"`, {
    bound: sql`"seq" > ${after}`,
    order: 'ASC',
    limit: NEWS,
  })
  const wanted = lookedFor(filters) ?? sql`true`
  const [news] = await db.$queryRaw<
    { count: bigint }[]
  >`SELECT count(*) AS count FROM (${newer}) news WHERE ${wanted}`
  return Number(news?.count ?? 0)
}

/** The number of the last entry there is, and when the first was written: for whoever may read all of it. */
export async function recordSize(
  actor: Actor,
  db: Database = database(),
): Promise<{ last: number; since: string | null } | null> {
  if (!mayEverywhere(actor, 'audit.view')) return null
  const [head, first] = await Promise.all([
    db.auditHead.findUnique({ where: { id: 1 }, select: { seq: true } }),
    db.auditEntry.findFirst({ orderBy: { seq: 'asc' }, select: { at: true } }),
  ])
  return { last: Number(head?.seq ?? 0), since: first?.at.toISOString() ?? null }
}

/** The names that rows are shown with. */
export async function namesOf(
  db: Tx,
  actor: Actor,
  rows: readonly Pick<EntryRow, 'actorId' | 'subject'>[],
): Promise<Names> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))]
  const [people, subjects] = await Promise.all([
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    nameSubjects(
      db,
      actor,
      rows.flatMap(({ subject }) => subject ?? []),
    ),
  ])
  return { people: new Map(people.map(({ id, name }) => [id, name])), subjects }
}

/** One subject in words, as a filter that is on is called. */
export async function nameSubject(actor: Actor, subject: string, db: Database = database()): Promise<string> {
  return (await nameSubjects(db, actor, [subject])).get(subject)?.words ?? subject
}
