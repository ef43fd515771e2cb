import type { ActionKind, ActionTargetView, ActionView } from '#lib/moderation/model.ts'
import type { DoorOutcome, ShownOutcome } from './action-words.ts'

export type Target = { connectionId: string | null; streamId: string | null; archiveId: string | null }

/** What this page asked for, from the key press on; the record of it comes with the door's answer or by the feed. */
export type Attempt = {
  key: string
  kind: ActionKind
  target: Target
  reason: string | null
  askedAt: string
  actionId: string | null
  ended: DoorOutcome | null
}

/** An action as the page shows it, whether its record has arrived or not. */
export type ShownAction = {
  id: string
  kind: ActionKind
  mine: boolean
  actorName: string
  /** Who agreed, when it needed a second person; an attempt does not know. */
  approvedBy?: string | null
  reason: string | null
  askedAt: string
  sentAt: string | null
  outcome: ShownOutcome
  targets: readonly Target[]
  /** Put out of sight by the reader. */
  dismissed?: boolean
}

/** Attempts and records as one list, newest first; an attempt gives way to its record. */
export function mergeActions(
  attempts: readonly Attempt[],
  records: readonly ActionView[],
  me: { accountId: string; name: string },
): ShownAction[] {
  const recorded = new Set(records.map((record) => record.id))
  const waiting = attempts.filter(
    (attempt) =>
      !(attempt.actionId !== null && recorded.has(attempt.actionId)) &&
      !(attempt.ended?.state === 'unanswered' && records.some((record) => isRecordOf(record, attempt, me))),
  )
  const shown = [
    ...waiting.map((attempt) => ofAttempt(attempt, me.name)),
    ...records.map((record) => ofRecord(record, me.accountId)),
  ]
  return shown.sort((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0))
}

/** How far the clocks of browser and server, and a slow door, may lie apart. */
const SAME_ASK = 15_000

/** Whether this is what an attempt without an answer became after all: then the record knows better. */
function isRecordOf(record: ActionView, attempt: Attempt, me: { accountId: string }): boolean {
  const same = (target: Target) =>
    target.streamId === attempt.target.streamId &&
    target.archiveId === attempt.target.archiveId &&
    (target.streamId !== null || target.connectionId === attempt.target.connectionId)
  return (
    record.actorId === me.accountId &&
    record.kind === attempt.kind &&
    (record.kind === 'muteAll' || record.kind === 'startArchive' || record.targets.some(same)) &&
    Math.abs(Date.parse(record.askedAt) - Date.parse(attempt.askedAt)) < SAME_ASK
  )
}

function ofAttempt(attempt: Attempt, name: string): ShownAction {
  const { actionId, key, kind, reason, askedAt, ended, target } = attempt
  const outcome: ShownOutcome = ended ?? { state: 'asked' }
  const id = actionId ?? key
  return { id, kind, mine: true, actorName: name, reason, askedAt, sentAt: null, outcome, targets: [target] }
}

function ofRecord(record: ActionView, accountId: string): ShownAction {
  return { ...record, mine: record.actorId === accountId, targets: record.targets }
}

type Somebody = { id: string; everPublished: ReadonlySet<string> }

/** Whether an action is about this person: about their connection, or about one of their streams. */
export function concerns(
  { targets }: { targets: readonly Target[] },
  { id, everPublished }: Somebody,
): boolean {
  return targets.some(
    ({ connectionId, streamId }) => connectionId === id || (streamId !== null && everPublished.has(streamId)),
  )
}

/** The part of an action that is about this person: in "mute all" each has an outcome of their own. */
export function outcomeFor(action: ShownAction, person: Somebody): ShownOutcome {
  const own = action.targets.find((target) => concerns({ targets: [target] }, person))
  return own && isRecorded(own) ? own.outcome : action.outcome
}

function isRecorded(target: Target): target is ActionTargetView {
  return 'outcome' in target
}

const FADES = 8_000
const GONE_AFTER = 60_000
const FAILED_GONE_AFTER = 600_000

/** How an outcome is drawn beside its person now: in its colour, as plain text, or no more. */
export function prominence(outcome: ShownOutcome, now: number): 'bright' | 'faded' | 'gone' {
  if (outcome.state === 'asked' || outcome.state === 'sent') return 'bright'
  const age = now - Date.parse(outcome.at)
  if (outcome.state !== 'confirmed') return age > FAILED_GONE_AFTER ? 'gone' : 'bright'
  if (age > GONE_AFTER) return 'gone'
  return age > FADES ? 'faded' : 'bright'
}
