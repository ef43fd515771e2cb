import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import type { ArchiveSearch } from './model.ts'

const { sql, join } = Prisma
const WORDS = 8

/** A search, ready to be asked: which rows match it, and of which projects. */
export type Asked = {
  conditions: Prisma.Sql[]
  /** Null: of all. Else each is looked through by an index of its own, so that nothing of others is read. */
  projects: readonly string[] | null
}

/** Recordings that match, newest first, as a statement. */
export function selectMatches(
  { conditions, projects }: Asked,
  columns: Prisma.Sql,
  limit: number,
): Prisma.Sql {
  const from = (more: readonly Prisma.Sql[]) =>
    sql`SELECT ${columns} FROM "ArchiveSearch" WHERE ${join([sql`true`, ...more, ...conditions], ' AND ')}
      ORDER BY "at" DESC, "archiveId" DESC LIMIT ${limit}`
  if (projects === null) return from([])
  const [only] = projects
  if (projects.length === 1 && only) return from([sql`"projectId" = ${only}::uuid`])
  return sql`
    SELECT one.* FROM unnest(${[...projects]}::uuid[]) AS allowed("id")
    CROSS JOIN LATERAL (${from([sql`"projectId" = allowed."id"`])}) one
    ORDER BY one."at" DESC, one."archiveId" DESC LIMIT ${limit}`
}

/** What a row must fulfil. Each list is one of several; all that is given must hold. */
export async function conditionsOf(tx: Tx, query: ArchiveSearch, timeZone: string): Promise<Prisma.Sql[]> {
  const words = query.q === undefined ? null : await wordsOf(tx, query.q)
  return [
    ...(query.from ? [sql`"at" >= (${query.from}::date::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(query.to ? [sql`"at" < ((${query.to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`] : []),
    ...(query.longer === undefined ? [] : [sql`"seconds" >= ${query.longer * 60}`]),
    ...(query.shorter === undefined ? [] : [sql`"seconds" <= ${query.shorter * 60}`]),
    ...facetLists(query).map((any) => sql`"facets" && ${any}::text[]`),
    ...(words === null ? [] : [sql`"words" @@ ${words}::tsquery`]),
  ]
}

/** What is asked for of each kind, in the words of the rows. */
function facetLists(query: ArchiveSearch): string[][] {
  const lists = {
    custody: query.custody,
    has: query.has,
    review: query.review,
    in: query.in,
    by: query.by && [query.by],
    did: query.did && [query.did],
  }
  return Object.entries(lists).flatMap(([kind, values]) =>
    values ? [values.map((value) => `${kind}:${value}`)] : [],
  )
}

/**
 * As the database itself splits and writes words, each of them the beginning of one. It is asked beforehand: for a value it
 * knows how many rows to expect, for an expression it would guess.
 */
async function wordsOf(tx: Tx, text: string): Promise<string | null> {
  const typed = text.split(/\s+/u).slice(0, WORDS)
  const [row] = await tx.$queryRaw<{ words: string | null }[]>`
    SELECT string_agg('(' || q::text || ':*)', ' & ') AS "words"
    FROM unnest(${typed}::text[]) w, plainto_tsquery('simple', w) q WHERE numnode(q) > 0`
  return row?.words ?? null
}
