import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may } from '#lib/access/actor.ts'
import type { DeletionView } from './model.ts'

export const DELETION_FIELDS = {
  id: true,
  archiveId: true,
  projectId: true,
  askedById: true,
  reason: true,
  askedAt: true,
  expiresAt: true,
  answeredAt: true,
  words: true,
  state: true,
  doneAt: true,
  askedBy: { select: { name: true } },
  answeredBy: { select: { name: true } },
  rule: { select: { name: true } },
  archive: {
    select: {
      sessionId: true,
      startedAt: true,
      size: true,
      session: { select: { name: true, project: { select: { name: true } } } },
      _count: { select: { holds: { where: { liftedAt: null } }, findings: { where: { removedAt: null } } } },
    },
  },
} as const

export type DeletionRow = Prisma.DeletionGetPayload<{ select: typeof DELETION_FIELDS }>

/** A deletion as this actor sees it. */
export function deletionView(actor: Actor, row: DeletionRow): DeletionView {
  const { archive, askedById, askedBy, answeredBy, rule, askedAt, expiresAt, answeredAt, doneAt } = row
  const { id, archiveId, projectId, reason, words, state } = row
  const mine = askedById === actor.accountId
  return {
    id,
    archiveId,
    projectId,
    reason,
    words,
    state,
    mine,
    projectName: archive.session.project.name,
    sessionName: archive.session.name,
    recordedAt: iso(archive.startedAt),
    size: archive.size === null ? null : Number(archive.size),
    askedBy: askedBy?.name ?? null,
    rule: rule?.name ?? null,
    askedAt: askedAt.toISOString(),
    expiresAt: iso(expiresAt),
    answeredBy: answeredBy?.name ?? null,
    answeredAt: iso(answeredAt),
    doneAt: iso(doneAt),
    mayAnswer: state === 'waiting' && !mine && may(actor, 'archive.consent', projectId),
    held: archive._count.holds > 0,
    findings: archive._count.findings,
  }
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null
