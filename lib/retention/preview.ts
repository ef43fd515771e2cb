import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { dueBy, HELD } from './due-recordings.ts'
import type { Rule } from './keeping.ts'
import type { RetentionPreview, RuleChange } from './model.ts'
import { rulesInForce } from './rules.ts'

const { sql } = Prisma
const FIRST = 5

/**
 * What a change of rules would delete at once that the rules of today would not: how many, how much, which first. Counted in
 * the database, over every recording in the projects whose rules this actor may change, as the clock will do it.
 */
export async function previewChange(
  actor: Actor,
  change: RuleChange,
  db: Database = database(),
): Promise<RetentionPreview> {
  const now = await rulesInForce(db)
  const then: Rule[] =
    change.change === 'add'
      ? [...now, { ...change, id: newId() }]
      : now.filter(({ id }) => id !== change.ruleId)
  const { projectId } = whereMay(actor, 'retention.manage')
  const mine = projectId ? sql`r."projectId" = ANY(${projectId.in}::uuid[])` : sql`TRUE`
  return count(db, sql`${mine} AND ${dueBy(then, sql`now()`)} AND NOT ${dueBy(now, sql`now()`)}`)
}

async function count(db: Database, where: Prisma.Sql): Promise<RetentionPreview> {
  const [sum] = await db.$queryRaw<{ recordings: bigint; held: bigint; bytes: bigint | null }[]>`
    SELECT count(*) FILTER (WHERE NOT held) AS "recordings", count(*) FILTER (WHERE held) AS "held",
      sum("size") FILTER (WHERE NOT held)::bigint AS "bytes"
    FROM (SELECT r."size", ${HELD} AS held FROM "Archive" r WHERE ${where}) due`
  const first = await db.$queryRaw<
    { archiveId: string; sessionName: string | null; projectName: string; recordedAt: Date }[]
  >`
    SELECT r."id" AS "archiveId", s."name" AS "sessionName", p."name" AS "projectName", r."startedAt" AS "recordedAt"
    FROM "Archive" r JOIN "VideoSession" s ON s."id" = r."sessionId" JOIN "Project" p ON p."id" = r."projectId"
    WHERE ${where} AND NOT ${HELD} ORDER BY r."startedAt" LIMIT ${FIRST}`
  return {
    recordings: Number(sum?.recordings ?? 0),
    held: Number(sum?.held ?? 0),
    bytes: Number(sum?.bytes ?? 0),
    first: first.map(({ recordedAt, ...row }) => ({ ...row, recordedAt: recordedAt.toISOString() })),
  }
}
