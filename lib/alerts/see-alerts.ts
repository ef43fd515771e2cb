import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, whereMay } from '#lib/access/actor.ts'

type Place = { projectId: string; sessionId: string | null; archiveId: string | null }

/**
 * Who sees an alert: of a recording, who sees recordings in its project; of a live session or of nothing in particular, who
 * sees sessions there. A recording that alarms while its session is live is both.
 */
export function maySeeAlert(actor: Actor, { projectId, sessionId, archiveId }: Place): boolean {
  const asSession = (sessionId !== null || archiveId === null) && may(actor, 'session.view', projectId)
  return asSession || (archiveId !== null && may(actor, 'archive.view', projectId))
}

/** The same as a question to the database. */
export function whereMaySeeAlert(actor: Actor): Prisma.AlertWhereInput {
  const sessions = whereMay(actor, 'session.view')
  const archives = whereMay(actor, 'archive.view')
  const reach =
    sessions.projectId && archives.projectId
      ? { projectId: { in: [...new Set([...sessions.projectId.in, ...archives.projectId.in])] } }
      : {}
  return {
    ...reach,
    OR: [
      { ...sessions, OR: [{ sessionId: { not: null } }, { archiveId: null }] },
      { ...archives, archiveId: { not: null } },
    ],
  }
}
