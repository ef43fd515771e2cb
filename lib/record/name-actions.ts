import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { ActionKind } from '#lib/moderation/model.ts'
import type { Tx } from '#lib/system/database.ts'
import type { SubjectView } from './model.ts'
import { nameArchives, namePeople, nameSessions, readable } from './name-places.ts'

const SELECT = {
  id: true,
  kind: true,
  sessionId: true,
  targets: { select: { connectionId: true, archiveId: true, stream: { select: { connectionId: true } } } },
} as const

/** An action is called what it was about: the person, the recording, or the session as a whole. */
export async function nameActions(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, SubjectView>> {
  const rows = await tx.action.findMany({ where: readable(actor, ids), select: SELECT })
  const about = rows.map(({ targets, ...row }) => ({ ...row, target: targets[0] }))
  const [people, archives, sessions] = await Promise.all([
    namePeople(
      tx,
      actor,
      about.flatMap(({ target }) => personOf(target) ?? []),
    ),
    nameArchives(
      tx,
      actor,
      about.flatMap(({ target }) => target?.archiveId ?? []),
    ),
    nameSessions(
      tx,
      actor,
      about.map(({ sessionId }) => sessionId),
    ),
  ])
  return new Map(
    about.flatMap(({ id, kind, target, sessionId }) => {
      const recording = archives.get(target?.archiveId ?? '')
      const view = ON_PEOPLE[kind]
        ? people.get(personOf(target) ?? '')
        : (recording ?? sessions.get(sessionId))
      return view ? [[id, view] as const] : []
    }),
  )
}

type Target = { connectionId: string | null; stream: { connectionId: string | null } | null }

function personOf(target: Target | undefined): string | null {
  return target?.connectionId ?? target?.stream?.connectionId ?? null
}

/** Muting everybody has many targets and is about none of them. */
const ON_PEOPLE: Record<ActionKind, boolean> = {
  disconnect: true,
  unpublish: true,
  mute: true,
  warn: true,
  muteAll: false,
  liftMute: false,
  startArchive: false,
  stopArchive: false,
}
