import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, mayAnywhere } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { UNDO_MINUTES } from './handle-alert.ts'
import { ALERT_DETAILS, type AlertEnd, type AlertKind, type AlertSaid, type AlertView } from './model.ts'

const FIELDS = {
  id: true,
  kind: true,
  level: true,
  projectId: true,
  sessionId: true,
  archiveId: true,
  details: true,
  at: true,
  claimedById: true,
  claimedAt: true,
  resolvedAt: true,
  resolvedById: true,
  resolution: true,
  session: { select: { name: true } },
  archive: { select: { name: true, session: { select: { name: true } } } },
  claimedBy: { select: { name: true } },
  resolvedBy: { select: { name: true } },
} as const satisfies Prisma.AlertSelect

type Row = Prisma.AlertGetPayload<{ select: typeof FIELDS }>

/** Alerts as this actor sees them, in the order that is asked for. The rows have been chosen by what the actor may see. */
export async function alertViews(
  tx: Tx,
  actor: Actor,
  wanted: Omit<Prisma.AlertFindManyArgs, 'select' | 'include'>,
): Promise<AlertView[]> {
  const rows = await tx.alert.findMany({ ...wanted, select: FIELDS })
  if (rows.length === 0) return []
  const projects = await tx.project.findMany({
    where: { id: { in: [...new Set(rows.map(({ projectId }) => projectId))] } },
    select: { id: true, name: true },
  })
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    ...saidBy(row.kind, row.details),
    id: row.id,
    level: row.level,
    projectName: names.get(row.projectId) ?? '',
    about: aboutOf(actor, row, names.get(row.projectId) ?? null),
    at: row.at.toISOString(),
    claimed: row.claimedAt &&
      row.claimedBy && {
        at: row.claimedAt.toISOString(),
        name: row.claimedBy.name,
        mine: row.claimedById === actor.accountId,
      },
    end: endOf(actor, row, clock?.now ?? new Date()),
    mayHandle: may(actor, 'alert.handle', row.projectId),
  }))
}

/** The kind with what it says. */
function saidBy(kind: AlertKind, details: unknown): AlertSaid {
  // The schema of this very kind made it, so the pair is one of the union; the compiler does not follow a computed key.
  return { kind, details: ALERT_DETAILS[kind].parse(isObject(details) ? details : {}) } as AlertSaid
}

function aboutOf(actor: Actor, row: Row, projectName: string | null): AlertView['about'] {
  const { projectId, sessionId, archiveId, kind } = row
  const name = row.session?.name ?? row.archive?.name ?? row.archive?.session.name ?? null
  if (archiveId !== null && may(actor, 'archive.view', projectId))
    return { page: 'archive', id: archiveId, name }
  if (sessionId !== null) return { page: 'session', id: sessionId, name }
  if (kind === 'endpointDisabled') {
    const page = mayAnywhere(actor, 'endpoint.manage') ? 'endpoints' : 'none'
    return { page, id: projectId, name: projectName }
  }
  const page = may(actor, 'project.manage', projectId) ? 'project' : 'none'
  return { page, id: projectId, name: projectName }
}

function endOf(actor: Actor, row: Row, now: Date): AlertEnd | null {
  if (row.resolvedAt === null) return null
  const at = row.resolvedAt.toISOString()
  if (row.resolvedBy === null) return { by: 'itself', at }
  const isOwn = row.resolvedById === actor.accountId && may(actor, 'alert.handle', row.projectId)
  const isRecent = now.getTime() - row.resolvedAt.getTime() < UNDO_MINUTES * 60_000
  return {
    by: 'person',
    at,
    name: row.resolvedBy.name,
    words: row.resolution ?? '',
    mayUndo: isOwn && isRecent,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
