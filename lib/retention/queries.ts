import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, mayAnywhere, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { runsStill } from './archive-over.ts'
import { DELETION_FIELDS, type DeletionRow, deletionView } from './deletion-view.ts'
import type { HoldView, LettingGo, RetentionPage, RetentionView } from './model.ts'
import { notedFiles } from './noted-files.ts'
import { type Facts, retentionOf } from './retention-of.ts'
import { HAS_ACTION, HAS_FINDING, IS_THERE, OVER_AT } from './retention-sql.ts'
import { currentRules } from './rules.ts'

/** What holds a recording, which rule lets it go and when, and what became of its deletion; null for one not seen. */
export async function lettingGoOf(
  actor: Actor,
  archiveId: string,
  db: Database = database(),
): Promise<LettingGo | null> {
  const archive = await db.archive.findFirst({
    where: { id: archiveId, ...whereMay(actor, 'archive.view') },
    select: { id: true, projectId: true, state: true },
  })
  if (!archive) return null
  const holds = await holdsOf(db, archiveId)
  const last = await db.deletion.findFirst({
    where: { archiveId },
    select: {
      ...DELETION_FIELDS,
      files: true,
      storageDoneAt: true,
      platformDoneAt: true,
      failure: true,
      nextAt: true,
    },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  return {
    holds,
    retention: await retentionView(
      db,
      archiveId,
      holds.some(({ liftedAt }) => liftedAt === null),
    ),
    deletion: last && { ...deletionView(actor, last), ...progressOf(last) },
    runs: runsStill(archive.state),
    mayHold: may(actor, 'archive.hold', archive.projectId),
    mayAsk: may(actor, 'archive.delete', archive.projectId),
    mayAnswer: may(actor, 'archive.consent', archive.projectId),
  }
}

async function holdsOf(db: Database, archiveId: string): Promise<HoldView[]> {
  const rows = await db.hold.findMany({
    where: { archiveId },
    select: {
      id: true,
      reason: true,
      placedAt: true,
      liftedAt: true,
      liftReason: true,
      placedBy: { select: { name: true } },
      liftedBy: { select: { name: true } },
    },
    orderBy: { placedAt: 'desc' },
    take: 50,
  })
  return rows.map(({ placedBy, liftedBy, placedAt, liftedAt, ...hold }) => ({
    ...hold,
    placedBy: placedBy.name,
    placedAt: placedAt.toISOString(),
    liftedBy: liftedBy?.name ?? null,
    liftedAt: liftedAt?.toISOString() ?? null,
  }))
}

async function retentionView(db: Database, archiveId: string, held: boolean): Promise<RetentionView> {
  const [facts] = await db.$queryRaw<Facts[]>(Prisma.sql`
    SELECT a."projectId", CASE WHEN ${IS_THERE} THEN ${OVER_AT} END AS "overAt", ${HAS_FINDING} AS "hasFinding",
      ${HAS_ACTION} AS "hasAction"
    FROM "Archive" a WHERE a."id" = ${archiveId}::uuid`)
  const rules = await currentRules(db)
  const said = facts ? retentionOf(facts, rules, held) : { kind: 'kept' as const }
  if (said.kind === 'kept') return { rule: null, keepDays: null, date: null, held }
  const rule = rules.find(({ id }) => id === said.ruleId)
  return { rule: rule?.name ?? null, keepDays: said.keepDays, date: said.date.toISOString(), held }
}

function progressOf({
  files,
  storageDoneAt,
  platformDoneAt,
  failure,
  nextAt,
}: Pick<LettingGoRow, 'files' | 'storageDoneAt' | 'platformDoneAt' | 'failure' | 'nextAt'>) {
  return {
    files: notedFiles(files),
    storageDoneAt: storageDoneAt?.toISOString() ?? null,
    platformDoneAt: platformDoneAt?.toISOString() ?? null,
    failure,
    nextAt: nextAt?.toISOString() ?? null,
  }
}

type LettingGoRow = DeletionRow & {
  files: Prisma.JsonValue
  storageDoneAt: Date | null
  platformDoneAt: Date | null
  failure: string | null
  nextAt: Date | null
}

/** The rules that stand, for whoever sets some of them: those of all projects are shown to all, as they apply to all. */
export async function retentionPage(actor: Actor, db: Database = database()): Promise<RetentionPage | null> {
  if (!mayAnywhere(actor, 'retention.manage')) return null
  const everywhere = mayEverywhere(actor, 'retention.manage')
  const { projectId } = whereMay(actor, 'retention.manage')
  const rules = await db.retentionRule.findMany({
    where: {
      removedAt: null,
      ...(projectId ? { OR: [{ projectId: null }, { projectId }] } : {}),
    },
    select: {
      id: true,
      projectId: true,
      name: true,
      scope: true,
      keepDays: true,
      createdAt: true,
      createdBy: { select: { name: true } },
      project: { select: { name: true } },
    },
    orderBy: [{ projectId: { sort: 'asc', nulls: 'first' } }, { keepDays: 'desc' }],
    take: 500,
  })
  const projects = await db.project.findMany({
    where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return {
    everywhere,
    projects,
    rules: rules.map(({ project, createdBy, createdAt, ...rule }) => ({
      ...rule,
      projectName: project?.name ?? null,
      createdBy: createdBy.name,
      createdAt: createdAt.toISOString(),
      mayChange: rule.projectId === null ? everywhere : may(actor, 'retention.manage', rule.projectId),
    })),
  }
}
