import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { announce } from '#lib/live/announce.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ActionKind } from './model.ts'
import { actionChanges } from './record-outcome.ts'

/** What an action is about. None of the three ids: the session as a whole. */
export type TargetIds = { connectionId?: string; streamId?: string; archiveId?: string }

export type Asked = { actionId: string }

/**
 * Puts on file that a moderator asks for something, before the platform hears of it: whoever reads the record later
 * finds the intent even when the process died in between. Everybody who has the session open sees it as "asked". Nothing
 * is asked for in a project that is paused.
 */
export async function askAction(
  tx: Tx,
  ask: {
    actor: Pick<Actor, 'accountId'>
    kind: ActionKind
    projectId: string
    sessionId: string
    reason: string | null
    requestId: string
    targets: readonly TargetIds[]
    /** Who agreed to it, when it needed a second person. */
    approvedById?: string | null
    /** Of a start: when Gavel stops what it began. */
    stopAfterMinutes?: number | null
  },
): Promise<Result<Asked, 'paused'>> {
  const { actor, targets, ...rest } = ask
  const running = await tx.project.count({ where: { id: ask.projectId, pausedAt: null } })
  if (running === 0) return fail('paused')
  const id = newId()
  await tx.action.create({
    data: {
      id,
      ...rest,
      actorId: actor.accountId,
      targets: { create: targets.map((target) => ({ id: newId(), ...target })) },
    },
  })
  await announce(tx, await actionChanges(tx, [id]))
  return ok({ actionId: id })
}
