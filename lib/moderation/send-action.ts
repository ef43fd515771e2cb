import 'server-only'
import { announce } from '#lib/live/announce.ts'
import type { PlatformClient, PlatformFailure } from '#lib/platform/model.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'
import { lockActions } from './lock-actions.ts'
import type { ActionFailure, ActionKind } from './model.ts'
import { type NewOutcome, recordOutcome } from './record-outcome.ts'

type Call = (platform: PlatformClient) => Promise<Result<unknown, PlatformFailure>>

/**
 * Calls the platform for an action that is on file, and writes what it answered: "accepted" is `sent`, never success.
 * Runs after the reply; when the process dies in between, the action expires as unconfirmed.
 */
export async function sendAction(
  action: { id: string; kind: ActionKind; projectId: string },
  call: Call,
): Promise<void> {
  const platform = await platformFor(action.projectId)
  const answer = await call(platform)
  const outcome = answer.ok ? ({ state: 'sent' } as const) : outcomeOfFailure(answer.failure, action.kind)
  await settleWhole(database(), action.id, outcome)
}

/** The same outcome for every target of an action, in a transaction of its own, announced; null when none is known. */
export async function settleWhole(db: Database, actionId: string, outcome: NewOutcome | null): Promise<void> {
  if (!outcome) return
  await db.$transaction(async (tx) => {
    await lockActions(tx, [actionId])
    const targets = await tx.actionTarget.findMany({ where: { actionId }, select: { id: true } })
    const changes = await recordOutcome(
      tx,
      targets.map((target) => target.id),
      outcome,
    )
    await announce(tx, changes)
  })
}

/**
 * What a refused or broken call means for the action. When the answer was lost on the way, the platform may have done
 * it all the same: then it counts as sent, and the callback or the expiry decides. A warning that was sent counts as
 * delivered and waits for its reader, so one in doubt gets no outcome: it expires as asked.
 */
export function outcomeOfFailure(failure: PlatformFailure, kind: ActionKind): NewOutcome | null {
  const verdict = failureOf(failure, kind)
  if (verdict !== 'in-doubt') return { state: 'failed', failure: verdict }
  return kind === 'warn' ? null : { state: 'sent' }
}

function failureOf(failure: PlatformFailure, kind: ActionKind): ActionFailure | 'in-doubt' {
  if (failure.inDoubt) return 'in-doubt'
  switch (failure.code) {
    case 'timeout':
    case 'bad-answer':
      return 'in-doubt'
    case 'not-found':
      return kind === 'startArchive' ? 'nobody-connected' : 'already-gone'
    case 'already-gone':
      return 'already-gone'
    case 'conflict':
      return conflictOf(failure, kind)
    case 'not-permitted':
      return 'not-permitted'
    case 'bad-credentials':
      return 'bad-credentials'
    case 'too-many':
      return 'platform-busy'
    case 'unreachable':
      return 'platform-unreachable'
    case 'refused':
    case 'bad-id':
      return 'platform-refused'
    case 'forbidden-address':
      return 'platform-unreachable'
    case 'paused':
      return 'paused'
  }
}

/** 15008: an archive of a relayed session. */
function conflictOf(failure: PlatformFailure, kind: ActionKind): ActionFailure {
  if (kind === 'startArchive') return failure.platformCode === 15008 ? 'relayed-session' : 'already-recording'
  return kind === 'stopArchive' ? 'already-gone' : 'platform-refused'
}
