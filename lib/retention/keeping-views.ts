import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { ENDED_AT, HAS_ACTION, HAS_FINDING } from './due-recordings.ts'
import { type Keeping, keepingOf } from './keeping.ts'
import type { KeepingView } from './model.ts'
import { type NamedRule, rulesInForce } from './rules.ts'

type Row = {
  id: string
  projectId: string
  over: boolean
  endedAt: Date | null
  hasFinding: boolean
  hasAction: boolean
  holds: number
  deletion: 'deleting' | 'done' | null
  doneAt: Date | null
}

/** How long recordings are kept, as pages say it. */
export async function keepingViews(
  db: Database | Tx,
  ids: readonly string[],
  { projectId }: { projectId?: { in: string[] } },
): Promise<Map<string, KeepingView>> {
  if (ids.length === 0) return new Map()
  const visible = projectId ? Prisma.sql`AND r."projectId" = ANY(${projectId.in}::uuid[])` : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    SELECT r."id", r."projectId", r."state" NOT IN ('starting', 'recording', 'paused', 'stopping', 'failed') AS "over",
      ${ENDED_AT} AS "endedAt", ${HAS_FINDING} AS "hasFinding", ${HAS_ACTION} AS "hasAction",
      (SELECT count(*)::int FROM "Hold" h WHERE h."archiveId" = r."id" AND h."liftedAt" IS NULL) AS "holds",
      d."state"::text AS "deletion", d."doneAt"
    FROM "Archive" r
    LEFT JOIN "Deletion" d ON d."archiveId" = r."id" AND d."state" IN ('deleting', 'done')
    WHERE r."id" = ANY(${ids}::uuid[]) ${visible}`
  const rules = await rulesInForce(db)
  return new Map(rows.map((row) => [row.id, viewOf(row, rules)]))
}

function viewOf(row: Row, rules: readonly NamedRule[]): KeepingView {
  if (row.deletion === 'done') return { kept: 'deleted', at: (row.doneAt ?? new Date(0)).toISOString() }
  if (row.deletion === 'deleting') return { kept: 'deleting' }
  const keeping: Keeping<NamedRule> = keepingOf({ ...row, endedAt: row.over ? row.endedAt : null }, rules)
  if (keeping.kept === 'until')
    return {
      kept: 'until',
      rule: keeping.rule.name,
      days: keeping.rule.keepDays,
      until: keeping.until.toISOString(),
    }
  if (keeping.kept !== 'held') return row.holds > 0 ? heldView(row, null) : { kept: keeping.kept }
  return heldView(row, keeping)
}

const heldView = (
  { holds }: Row,
  keeping: { rule: NamedRule | null; until: Date | null } | null,
): KeepingView => ({
  kept: 'held',
  holds,
  rule: keeping?.rule?.name ?? null,
  until: keeping?.until?.toISOString() ?? null,
})
