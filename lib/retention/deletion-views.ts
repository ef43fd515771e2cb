import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may } from '#lib/access/actor.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { filesOf } from './certificate.ts'
import type { DeletionView } from './model.ts'

const FIELDS = {
  id: true,
  archiveId: true,
  projectId: true,
  state: true,
  askedById: true,
  askedAt: true,
  reason: true,
  expiresAt: true,
  answeredAt: true,
  words: true,
  files: true,
  doneAt: true,
  failure: true,
  attempts: true,
  askedBy: { select: { name: true } },
  answeredBy: { select: { name: true } },
  rule: { select: { name: true } },
  archive: {
    select: {
      sessionId: true,
      startedAt: true,
      duration: true,
      session: { select: { name: true, project: { select: { name: true } } } },
      _count: { select: { holds: { where: { liftedAt: null } } } },
    },
  },
} as const

type Wanted = { where: Prisma.DeletionWhereInput; order: 'asc' | 'desc'; take: number }

/** Deletions as this actor sees them. */
export async function deletionViews(
  db: Database | Tx,
  actor: Actor,
  { where, order, take }: Wanted,
): Promise<DeletionView[]> {
  const rows = await db.deletion.findMany({
    where,
    select: FIELDS,
    orderBy: [{ askedAt: order }, { id: order }],
    take,
  })
  return rows.map(({ archive, askedById, askedBy, answeredBy, rule, files, ...row }) => ({
    ...row,
    sessionId: archive.sessionId,
    sessionName: archive.session.name,
    projectName: archive.session.project.name,
    recordedAt: iso(archive.startedAt),
    duration: archive.duration,
    askedBy: askedBy?.name ?? null,
    answeredBy: answeredBy?.name ?? null,
    rule: rule?.name ?? null,
    askedAt: row.askedAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    answeredAt: iso(row.answeredAt),
    doneAt: iso(row.doneAt),
    files: filesOf(files),
    held: archive._count.holds > 0,
    mine: askedById === actor.accountId,
    mayAnswer:
      row.state === 'waiting' &&
      askedById !== actor.accountId &&
      may(actor, 'archive.consent', row.projectId),
  }))
}

const iso = (at: Date | null) => at?.toISOString() ?? null
