import 'server-only'
import { type Actor, may, whereMay } from '#lib/access/actor.ts'
import { connectionViews } from '#lib/live/views.ts'
import type { Tx } from '#lib/system/database.ts'
import type { SubjectView } from './model.ts'

export type Namer = (tx: Tx, actor: Actor, ids: string[]) => Promise<Map<string, SubjectView>>

/** Of these, what belongs to projects whose record this actor may read. */
export function readable(actor: Actor, ids: string[]) {
  return { id: { in: ids }, ...whereMay(actor, 'audit.view') }
}

export const nameSessions: Namer = async (tx, actor, ids) => {
  const select = { id: true, name: true, projectId: true } as const
  const rows = await tx.videoSession.findMany({ where: readable(actor, ids), select })
  return new Map(
    rows.map(({ id, name, projectId }) => {
      const href = may(actor, 'session.view', projectId) ? `/sessions/${id}` : null
      return [id, { words: `Session ${name ?? 'without a name'}`, href }]
    }),
  )
}

export const nameArchives: Namer = async (tx, actor, ids) => {
  const select = { id: true, name: true, projectId: true, session: { select: { name: true } } } as const
  const rows = await tx.archive.findMany({ where: readable(actor, ids), select })
  return new Map(
    rows.map(({ id, name, projectId, session }) => {
      const href = may(actor, 'archive.view', projectId) ? `/archives/${id}` : null
      return [id, { words: `Recording of ${session.name ?? name ?? 'a session without a name'}`, href }]
    }),
  )
}

/** People in sessions, by their connections. */
export async function namePeople(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, SubjectView>> {
  const select = { id: true, projectId: true } as const
  const rows = await tx.connection.findMany({ where: { id: { in: ids } }, select })
  const seen = rows.filter(({ projectId }) => may(actor, 'session.view', projectId)).map(({ id }) => id)
  const views = await connectionViews(tx, seen)
  return new Map(
    views.flatMap(({ id, name, sessionId }) =>
      name === null ? [] : [[id, { words: name, href: `/sessions/${sessionId}` }] as const],
    ),
  )
}
