import 'server-only'
import { type Actor, may, mayEverywhere } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import type { SubjectView } from './model.ts'
import { nameActions } from './name-actions.ts'
import { type Namer, nameArchives, namePeople, nameSessions, readable } from './name-places.ts'

/**
 * What the record calls `connection:<id>`, in words. Anybody can ask for any subject, by the filter of the page: things of projects
 * whose record a reader may not read have no name here, whom they may not see in Live has none either, and what belongs to no
 * project has one where it stands in an entry they may read.
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
    const read = await standing(tx, actor, 'account', ids)
    const rows = await tx.account.findMany({ where: { id: { in: read } }, select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: name, href: personPath(actor, id) }]))
  },
  project: async (tx, actor, ids) => {
    const read = ids.filter((id) => may(actor, 'audit.view', id))
    const rows = await tx.project.findMany({ where: { id: { in: read } }, select: { id: true, name: true } })
    return new Map(rows.map(({ id, name }) => [id, { words: `Project ${name}`, href: null }]))
  },
  device: async (tx, actor, ids) => {
    const select = { id: true, account: { select: { name: true } } } as const
    const read = await standing(tx, actor, 'device', ids)
    const rows = await tx.device.findMany({ where: { id: { in: read } }, select })
    return new Map(rows.map(({ id, account }) => [id, { words: `Device of ${account.name}`, href: null }]))
  },
  session: nameSessions,
  archive: nameArchives,
  role: async (tx, actor, ids) => {
    const read = await standing(tx, actor, 'role', ids)
    const rows = await tx.role.findMany({ where: { id: { in: read } }, select: { id: true, name: true } })
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
  action: nameActions,
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
  invite: async (tx, actor, ids) => {
    const select = { id: true, session: { select: { name: true } } } as const
    const rows = await tx.invite.findMany({ where: readable(actor, ids), select })
    return new Map(
      rows.map(({ id, session }) => [id, { words: `Invite to ${session.name ?? 'a session'}`, href: null }]),
    )
  },
}

/** Of these, what an entry that this actor may read is about. */
async function standing(tx: Tx, actor: Actor, kind: string, ids: string[]): Promise<string[]> {
  const where = actor.permissions.get('audit.view') ?? new Set<string>()
  if (where === 'everywhere') return ids
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT asked."id" FROM unnest(${ids}::text[]) AS asked("id")
    WHERE EXISTS (SELECT FROM "AuditEntry"
      WHERE "subject" = ${`${kind}:`} || asked."id" AND "projectId" = ANY(${[...where]}::uuid[]))`
  return rows.map(({ id }) => id)
}

function personPath(actor: Actor, id: string): string | null {
  return mayEverywhere(actor, 'account.view') ? `/admin/people/${id}` : null
}

function pair(id: string, view: SubjectView | undefined): [string, SubjectView][] {
  return view ? [[id, view]] : []
}

/** Kinds without a namer, and what is not there any more: the kind, and enough of the id to tell it apart. */
function plain(kind: string, id: string): SubjectView {
  const word = kind === '' ? id : `${kind} ${id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id}`
  return { words: word.charAt(0).toUpperCase() + word.slice(1), href: null }
}
