import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'
import { rulesAfter } from './change-rules.ts'
import type { RetentionPreview, RuleDraft } from './model.ts'
import type { Rule } from './retention-of.ts'
import {
  dateBy,
  daysOf,
  forManyRows,
  IS_HELD,
  IS_LET_GO,
  IS_THERE,
  OVER_AT,
  overEarlyEnough,
  withFacts,
} from './retention-sql.ts'
import { currentRules } from './rules.ts'

const SHOWN = 8
const AHEAD_DAYS = 30

type Row = { count: bigint; bytes: bigint | null; atOnce: bigint; first: RetentionPreview['first'] | null }

/**
 * What other rules would delete within thirty days that those of now would not, or not as soon; only of projects in which this
 * actor sets rules. What goes anyway on the next round is not counted.
 */
export async function previewRules(
  tx: Tx,
  actor: Actor,
  before: readonly Rule[],
  after: readonly Rule[],
): Promise<RetentionPreview> {
  if (after.length === 0) return { count: 0, bytes: 0, atOnce: 0, first: [] }
  await forManyRows(tx)
  const { projectId } = whereMay(actor, 'retention.manage')
  // OFFSET 0: each date is worked out once, and not wherever it is spoken of.
  const [row] = await tx.$queryRaw<Row[]>`
    WITH "before" AS (${daysOf(before)}), "after" AS (${daysOf(after)}), "counted" AS MATERIALIZED (
      SELECT "id", "size", "dueAt" FROM (
        SELECT a."id", a."size", ${dateBy('after')} AS "dueAt", ${dateBy('before')} AS "dueBefore"
        FROM "after" JOIN "Archive" a ON a."projectId" = "after"."projectId"
        LEFT JOIN "before" ON "before"."projectId" = a."projectId" ${withFacts([...before, ...after])}
        WHERE ${overEarlyEnough(after, AHEAD_DAYS)}
          AND (${projectId === undefined} OR a."projectId" = ANY(${projectId?.in ?? []}::uuid[]))
          AND ${IS_THERE} AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}
        OFFSET 0
      ) dated
      WHERE "dueAt" <= now() + make_interval(days => ${AHEAD_DAYS})
        AND ("dueBefore" IS NULL OR ("dueBefore" > "dueAt" AND "dueBefore" > now()))
    )
    SELECT count(*) AS "count", sum(COALESCE("size", 0))::bigint AS "bytes",
      count(*) FILTER (WHERE "dueAt" <= now()) AS "atOnce",
      (SELECT jsonb_agg(jsonb_build_object('archiveId', f."id", 'sessionName', s."name", 'projectName', p."name",
          'recordedAt', ${OVER_AT}, 'dueAt', f."dueAt") ORDER BY f."dueAt", f."id")
        FROM (SELECT * FROM "counted" ORDER BY "dueAt", "id" LIMIT ${SHOWN}) f JOIN "Archive" a ON a."id" = f."id"
        JOIN "VideoSession" s ON s."id" = a."sessionId" JOIN "Project" p ON p."id" = a."projectId") AS "first"
    FROM "counted"`
  return {
    count: Number(row?.count ?? 0),
    bytes: Number(row?.bytes ?? 0),
    atOnce: Number(row?.atOnce ?? 0),
    first: row?.first ?? [],
  }
}

/** The same for one change: a rule more, another in its place, or one less. A rule stays where it is. */
export async function previewChange(
  tx: Tx,
  actor: Actor,
  { projectId }: { projectId: string | null },
  { ruleId, draft }: { ruleId: string | null; draft: RuleDraft | null },
): Promise<Result<RetentionPreview, never>> {
  const before = await currentRules(tx)
  const after = rulesAfter(before, ruleId, draft && { ...draft, projectId })
  return ok(await previewRules(tx, actor, before, after))
}
