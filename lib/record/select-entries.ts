import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Actor, Where } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { EntryFilters } from './model.ts'

const { sql, join } = Prisma

/** Free text and outcomes have no index: they are looked for in so many of the entries that the other filters leave, newest first. */
export const SEARCHED = 10_000

export type EntryScope = {
  where: Where
  filters: EntryFilters
  /** In which days begin and end. */
  timeZone: string
}

/** What this actor may read of the record. Who holds the permission nowhere reads nothing. */
export function scopeOf(
  actor: Actor,
  permission: Extract<Permission, 'audit.view' | 'audit.export'>,
  filters: EntryFilters,
  timeZone: string,
): EntryScope {
  return { where: actor.permissions.get(permission) ?? new Set(), filters, timeZone }
}

/**
 * Entries in one direction from a number, by way of an index of each filter. Whoever may read single projects reads
 * theirs one by one (each is an index of its own), and what belongs to no project not at all.
 */
export function selectEntries(
  { where, filters, timeZone }: EntryScope,
  columns: Prisma.Sql,
  { bound, order, limit }: { bound: Prisma.Sql; order: 'ASC' | 'DESC'; limit: number },
): Prisma.Sql {
  const direction = Prisma.raw(order)
  const from = (more: readonly Prisma.Sql[]) =>
    sql`SELECT ${columns} FROM "AuditEntry" WHERE ${join([bound, ...conditions(filters, timeZone), ...more], ' AND ')}
      ORDER BY "seq" ${direction} LIMIT ${limit}`
  if (where === 'everywhere') return from([])
  return sql`
    SELECT entry.* FROM unnest(${[...where]}::uuid[]) AS allowed("id")
    CROSS JOIN LATERAL (${from([sql`"projectId" = allowed."id"`])}) entry
    ORDER BY entry."seq" ${direction} LIMIT ${limit}`
}

/** All filters that have an index; the others are looked for in what these leave. */
function conditions(filters: EntryFilters, timeZone: string): Prisma.Sql[] {
  const { person, action, from, to, project, phase, outcome, subject } = filters
  return [
    ...(person ? [sql`"actorId" = ${person}::uuid`] : []),
    ...(action ? [sql`"action" = ${action}`] : []),
    ...(project ? [sql`"projectId" = ${project}::uuid`] : []),
    ...(phase ? [sql`"phase" = ${phase}`] : []),
    ...(outcome ? [sql`"phase" = 'outcome'`] : []),
    ...(subject ? [sql`"subject" = ${subject}`] : []),
    ...(from ? [since(from, timeZone)] : []),
    ...(to ? [until(to, timeZone)] : []),
  ]
}

/**
 * Days as bounds of the number, which every index ends with: entries are numbered in the order of time. The time itself is
 * asked for too, for the case that the database's clock was once set back.
 */
function since(day: string, timeZone: string): Prisma.Sql {
  const at = sql`(${day}::date::timestamp AT TIME ZONE ${timeZone})`
  return sql`"at" >= ${at} AND "seq" >= (SELECT "seq" FROM "AuditEntry" WHERE "at" >= ${at} ORDER BY "at", "seq" LIMIT 1)`
}

function until(day: string, timeZone: string): Prisma.Sql {
  const end = sql`((${day}::date + 1)::timestamp AT TIME ZONE ${timeZone})`
  return sql`"at" < ${end} AND "seq" <= (SELECT "seq" FROM "AuditEntry" WHERE "at" < ${end} ORDER BY "at" DESC, "seq" DESC LIMIT 1)`
}

/** What has no index, for rows with "reason" and "details"; null when nothing of it is asked for. */
export function lookedFor({ text, outcome }: EntryFilters): Prisma.Sql | null {
  const parts = [
    ...(text === undefined ? [] : [sql`"reason" ILIKE ${containsPattern(text)}`]),
    // As `outcomeOf` reads it: doors write the word, actions on people an object with its state.
    ...(outcome === undefined
      ? []
      : [sql`${outcome} IN ("details" ->> 'outcome', "details" #>> '{outcome,state}')`]),
  ]
  return parts.length === 0 ? null : join(parts, ' AND ')
}

/** As typed, nothing in it a pattern. */
function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}
