import 'server-only'
import { type Actor, may, mayEverywhere, whereMay } from '#lib/access/actor.ts'
import { connectionViews } from '#lib/live/views.ts'
import type { Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { SubjectView } from './model.ts'

type Namer = (tx: Tx, actor: Actor, ids: string[]) => Promise<Map<string, SubjectView>>

/**
 * What the record calls `connection:<id>`, in words. Anybody can ask for any subject, by the filter of the page: things of projects
 * whose record a reader may not read have no name here, and whom they may not see in Live has none either.
 */
export async function nameSubjects(
  tx: Tx,
  actor: Actor,
  subjects: readonly string[],
): Promise<Map<string, SubjectView>> {
  const byKind = Map.groupBy(new Set(subjects), (subject) => subject.slice(0, subject.indexOf(':')))
  const named = await Promise.all(
    [...byKind].map(async ([kind, ofKind]) => {
      const idOf = (subject: string) => subject.slice(kind.length + 1)
      const ids = ofKind.map(idOf).filter((id) => idSchema.safeParse(id).success)
      const views = (await NAMERS[kind]?.(tx, actor, ids)) ?? new Map<string, SubjectView>()
      return ofKind.map(
        (subject) => [subject, views.get(idOf(subject)) ?? plain(kind, idOf(subject))] as const,
      )
    }),
  )
  return new Map(named.flat())
}

const NAMERS: Partial<Record<string, Namer>> = {
  account: async (tx, actor, ids) => {
    const rows = await tx.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: name, href: personPath(actor, id) }]))
  },
  project: async (tx, actor, ids) => {
    const read = ids.filter((id) => may(actor, 'audit.view', id))
    const rows = await tx.project.findMany({ where: { id: { in: read } }, select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: `Project ${name}`, href: null }]))
  },
  device: async (tx, _, ids) => {
    const select = { id: true, account: { select: { name: true } } } as const
    const rows = await tx.device.findMany({ where: { id: { in: ids } }, select })
    return new Map(rows.map(({ id, account }) => [id, { words: `Device of ${account.name}`, href: null }]))
  },
  session: async (tx, actor, ids) => {
    const select = { id: true, name: true, projectId: true } as const
    const rows = await tx.videoSession.findMany({ where: readable(actor, ids), select })
    return new Map(
      rows.map(({ id, name, projectId }) => {
        const href = may(actor, 'session.view', projectId) ? `/sessions/${id}` : null
        return [id, { words: `Session ${name ?? 'without a name'}`, href }]
      }),
    )
  },
  archive: async (tx, actor, ids) => {
    const select = { id: true, name: true, projectId: true, session: { select: { name: true } } } as const
    const rows = await tx.archive.findMany({ where: readable(actor, ids), select })
    return new Map(
      rows.map(({ id, name, projectId, session }) => {
        const href = may(actor, 'archive.view', projectId) ? `/archives/${id}` : null
        return [id, { words: `Recording of ${session.name ?? name ?? 'a session without a name'}`, href }]
      }),
    )
  },
  role: async (tx, _, ids) => {
    const rows = await tx.role.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: `Role ${name}`, href: '/admin/roles' }]))
  },
  accountInvite: async (tx, actor, ids) => {
    if (!mayEverywhere(actor, 'audit.view')) return new Map() // it belongs to no project
    const rows = await tx.accountLink.findMany({
      where: { id: { in: ids } },
      select: { id: true, name: true },
    })
    return new Map(rows.map(({ id, name }) => [id, { words: `Invite of ${name}`, href: null }]))
  },
  apiKey: async (tx, actor, ids) => {
    const rows = await tx.apiKey.findMany({ where: readable(actor, ids), select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: `Key ${name}`, href: null }]))
  },
  connection: namePeople,
  stream: async (tx, actor, ids) => {
    const select = { id: true, connectionId: true } as const
    const rows = await tx.stream.findMany({ where: { id: { in: ids } }, select })
    const owners = await namePeople(
      tx,
      actor,
      rows.flatMap(({ connectionId }) => connectionId ?? []),
    )
    return new Map(rows.flatMap(({ id, connectionId }) => pair(id, owners.get(connectionId ?? ''))))
  },
  action: async (tx, actor, ids) => {
    const select = { actionId: true, connectionId: true, stream: { select: { connectionId: true } } } as const
    const rows = await tx.actionTarget.findMany({ where: { actionId: { in: ids } }, select })
    const owned = rows.map(
      (row) => [row.actionId, row.connectionId ?? row.stream?.connectionId ?? ''] as const,
    )
    const people = await namePeople(
      tx,
      actor,
      owned.flatMap(([, connectionId]) => connectionId || []),
    )
    return new Map(owned.flatMap(([actionId, connectionId]) => pair(actionId, people.get(connectionId))))
  },
  invite: async (tx, actor, ids) => {
    const select = { id: true, session: { select: { name: true } } } as const
    const rows = await tx.invite.findMany({ where: readable(actor, ids), select })
    return new Map(
      rows.map(({ id, session }) => [id, { words: `Invite to ${session.name ?? 'a session'}`, href: null }]),
    )
  },
}

/** Of these, what belongs to projects whose record this actor may read. */
function readable(actor: Actor, ids: string[]) {
  return { id: { in: ids }, ...whereMay(actor, 'audit.view') }
}

function personPath(actor: Actor, id: string): string | null {
  return mayEverywhere(actor, 'account.view') ? `/admin/people/${id}` : null
}

/** People in sessions, by their connections. */
async function namePeople(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, SubjectView>> {
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

function pair(id: string, view: SubjectView | undefined): [string, SubjectView][] {
  return view ? [[id, view]] : []
}

/** Kinds without a namer, and what is not there any more: the kind, and enough of the id to tell it apart. */
function plain(kind: string, id: string): SubjectView {
  const word = kind === '' ? id : `${kind} ${id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id}`
  return { words: word.charAt(0).toUpperCase() + word.slice(1), href: null }
}
