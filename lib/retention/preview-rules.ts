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
  earliestBy,
  factsOf,
  forManyRows,
  IS_HELD,
  IS_LET_GO,
  IS_THERE,
  OVER_AT,
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
  await forManyRows(tx)
  const { projectId } = whereMay(actor, 'retention.manage')
  const [row] = await tx.$queryRaw<Row[]>`
    WITH "before" AS (${daysOf(before)}), "after" AS (${daysOf(after)}),
      ${factsOf([...before, ...after])}, going AS MATERIALIZED (
      SELECT a."id", a."sessionId", a."projectId", ${OVER_AT} AS "overAt", a."size", ${dateBy('after')} AS "dueAt",
        ${dateBy('before')} AS "dueBefore"
      FROM "after" JOIN "Archive" a ON a."projectId" = "after"."projectId"
      LEFT JOIN "before" ON "before"."projectId" = a."projectId"
      LEFT JOIN "found" ON "found"."id" = a."id" LEFT JOIN "acted" ON "acted"."id" = a."id"
      WHERE ${earliestBy('after')} <= now() + make_interval(days => ${AHEAD_DAYS})
        AND (${projectId === undefined} OR a."projectId" = ANY(${projectId?.in ?? []}::uuid[]))
        AND ${IS_THERE} AND NOT ${IS_HELD} AND NOT ${IS_LET_GO}
    ), counted AS (
      SELECT * FROM going WHERE "dueAt" <= now() + make_interval(days => ${AHEAD_DAYS})
        AND ("dueBefore" IS NULL OR ("dueBefore" > "dueAt" AND "dueBefore" > now()))
    )
    SELECT count(*) AS "count", sum(COALESCE("size", 0))::bigint AS "bytes",
      count(*) FILTER (WHERE "dueAt" <= now()) AS "atOnce",
      (SELECT jsonb_agg(jsonb_build_object('archiveId', f."id", 'sessionName', s."name", 'projectName', p."name",
          'recordedAt', f."overAt", 'dueAt', f."dueAt") ORDER BY f."dueAt", f."id")
        FROM (SELECT * FROM counted ORDER BY "dueAt", "id" LIMIT ${SHOWN}) f
        JOIN "VideoSession" s ON s."id" = f."sessionId" JOIN "Project" p ON p."id" = f."projectId") AS "first"
    FROM counted`
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
