import 'server-only'
import { type Actor, may, mayAnywhere, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { deletionViews } from './deletion-views.ts'
import { keepingViews } from './keeping-views.ts'
import type { DeletionView, ExportView, HoldView, KeepingView, LettingGo, RuleView } from './model.ts'

const SHOWN = 100

/** How long these recordings are kept, of those this actor may see. */
export function listKeeping(
  actor: Actor,
  archiveIds: readonly string[],
  db: Database = database(),
): Promise<Map<string, KeepingView>> {
  return keepingViews(db, archiveIds, whereMay(actor, 'archive.view'))
}

/** What the page of a recording shows of its letting go; null when there is none that this actor may see. */
export async function lettingGo(
  actor: Actor,
  archiveId: string,
  db: Database = database(),
): Promise<LettingGo | null> {
  if (!idSchema.safeParse(archiveId).success) return null
  const row = await db.archive.findFirst({
    where: { id: archiveId, ...whereMay(actor, 'archive.view') },
    select: { projectId: true },
  })
  const keeping = row && (await keepingViews(db, [archiveId], {})).get(archiveId)
  if (!row || !keeping) return null
  const [deletion] = await deletionViews(db, actor, { where: { archiveId }, order: 'desc', take: 1 })
  return {
    archiveId,
    keeping,
    deletion: deletion ?? null,
    holds: await holdViews(db, archiveId),
    exports: may(actor, 'archive.export', row.projectId) ? await exportViews(db, archiveId) : [],
    may: {
      hold: may(actor, 'archive.hold', row.projectId),
      delete: may(actor, 'archive.delete', row.projectId),
      export: may(actor, 'archive.export', row.projectId),
    },
  }
}

async function holdViews(db: Database | Tx, archiveId: string): Promise<HoldView[]> {
  const rows = await db.hold.findMany({
    where: { archiveId },
    include: { placedBy: { select: { name: true } }, liftedBy: { select: { name: true } } },
    orderBy: { placedAt: 'desc' },
    take: SHOWN,
  })
  return rows.map(({ id, reason, liftReason, placedBy, liftedBy, placedAt, liftedAt }) => ({
    id,
    reason,
    liftReason,
    placedBy: placedBy.name,
    liftedBy: liftedBy?.name ?? null,
    placedAt: placedAt.toISOString(),
    liftedAt: liftedAt?.toISOString() ?? null,
  }))
}

async function exportViews(db: Database | Tx, archiveId: string): Promise<ExportView[]> {
  const rows = await db.exportPackage.findMany({
    where: { archiveId },
    include: { askedBy: { select: { name: true } } },
    orderBy: { askedAt: 'desc' },
    take: 10,
  })
  return rows.map(({ id, reason, state, failure, size, askedBy, askedAt, expiresAt }) => ({
    id,
    reason,
    state,
    failure,
    size: size === null ? null : Number(size),
    askedBy: askedBy.name,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }))
}

/** Deletions beside the requests to record: what waits oldest first, what was decided newest first. */
export async function listDeletions(
  actor: Actor,
  part: 'waiting' | 'mine' | 'decided',
  db: Database = database(),
): Promise<DeletionView[]> {
  const mine = { askedById: actor.accountId, ...whereMay(actor, 'archive.delete') }
  const answered = mayAnywhere(actor, 'archive.consent') ? whereMay(actor, 'archive.consent') : null
  const seen = answered === null ? mine : answered.projectId ? { OR: [answered, mine] } : {}
  if (part === 'mine') return deletionViews(db, actor, { where: mine, order: 'desc', take: SHOWN })
  if (part === 'waiting') {
    const where = { state: 'waiting' as const, expiresAt: { gt: new Date() }, ...seen }
    return deletionViews(db, actor, { where, order: 'asc', take: SHOWN })
  }
  // What a rule let go was nobody's decision on that day.
  const where = { state: { not: 'waiting' as const }, askedById: { not: null }, ...seen }
  return deletionViews(db, actor, { where, order: 'desc', take: SHOWN })
}

/** How many deletions wait for this actor's answer, and where the feed stood; null for whoever answers none anywhere. */
export async function countDeletions(
  actor: Actor,
  db: Database = database(),
): Promise<{ count: number; position: number } | null> {
  if (!mayAnywhere(actor, 'archive.consent')) return null
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const where = {
      state: 'waiting' as const,
      expiresAt: { gt: new Date() },
      askedById: { not: actor.accountId },
      ...whereMay(actor, 'archive.consent'),
    }
    return { position, count: await tx.deletion.count({ where }) }
  })
}

/** The rules this actor may change, and those of all projects, which bind theirs too. */
export async function listRules(actor: Actor, db: Database = database()): Promise<RuleView[]> {
  const { projectId } = whereMay(actor, 'retention.manage')
  const rows = await db.retentionRule.findMany({
    where: { removedAt: null, ...(projectId ? { OR: [{ projectId }, { projectId: null }] } : {}) },
    include: { project: { select: { name: true } }, createdBy: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(({ id, name, projectId: place, project, scope, keepDays, createdBy, createdAt }) => ({
    id,
    name,
    projectId: place,
    projectName: project?.name ?? null,
    scope,
    keepDays,
    createdBy: createdBy.name,
    createdAt: createdAt.toISOString(),
  }))
}

/** Where this actor may set rules. */
export async function ruleChoices(
  actor: Actor,
  db: Database = database(),
): Promise<{ everywhere: boolean; projects: { id: string; name: string }[] }> {
  const { projectId } = whereMay(actor, 'retention.manage')
  const projects = await db.project.findMany({
    where: { removedAt: null, ...(projectId ? { id: projectId } : {}) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return { everywhere: mayEverywhere(actor, 'retention.manage'), projects }
}
