import type { ActionFailure, ActionTargetView, Evidence, Outcome } from './model.ts'

export type OutcomeState = Outcome['state']

/**
 * From which states an outcome may follow. Evidence may come late and still counts: a removal that was given up as
 * unconfirmed, or whose call broke off, is confirmed when the callback arrives after all. Nothing follows a confirmation.
 */
export const FOLLOWS: Record<Exclude<OutcomeState, 'asked'>, readonly OutcomeState[]> = {
  sent: ['asked'],
  confirmed: ['asked', 'sent', 'unconfirmed', 'failed'],
  failed: ['asked', 'sent'],
  unconfirmed: ['asked', 'sent'],
}

/**
 * Which of those who asked for the same may have brought it about. A call that failed may have got through after all, but that is
 * believed only where nothing else explains what happened: else the record would say that one removal was made twice.
 */
export function mayHaveDone<T extends { readonly state: OutcomeState }>(askedFor: readonly T[]): T[] {
  const sent = askedFor.filter(({ state }) => state !== 'failed')
  return sent.length > 0 ? sent.filter(({ state }) => state !== 'confirmed') : [...askedFor]
}

/** One target's outcome as the database keeps it, in columns. */
export type TargetRow = {
  state: OutcomeState
  settledAt: Date | null
  failure: string | null
  evidence: string | null
}

/** The columns as the union; throws when they contradict each other, which only a broken writer can bring about. */
export function outcomeOf(row: TargetRow): Outcome {
  if (row.state === 'asked' || row.state === 'sent') return { state: row.state }
  if (!row.settledAt) throw new Error(`A target is ${row.state} without a time`)
  const at = row.settledAt.toISOString()
  if (row.state === 'unconfirmed') return { state: 'unconfirmed', at }
  // Both columns are written only by record-outcome.ts, from values of these types.
  if (row.state === 'failed') return { state: 'failed', at, failure: row.failure as ActionFailure }
  return { state: 'confirmed', at, by: row.evidence as Evidence }
}

/**
 * What a whole action came to. While one target waits, it waits. Somebody who had left already does not spoil a mute
 * of everybody; anything else that failed does.
 */
export function combine(targets: readonly Pick<ActionTargetView, 'outcome'>[]): Outcome {
  const outcomes = targets.map((target) => target.outcome)
  const first = <S extends OutcomeState>(state: S) =>
    outcomes.find((outcome): outcome is Extract<Outcome, { state: S }> => outcome.state === state)
  const waiting = first('asked') ?? first('sent')
  if (waiting) return waiting
  const spoilt = outcomes.find((outcome) => outcome.state === 'failed' && outcome.failure !== 'already-gone')
  const settled = spoilt ?? first('unconfirmed') ?? latest(outcomes, 'confirmed') ?? first('failed')
  if (!settled) throw new Error('An action has no targets')
  return settled
}

function latest(outcomes: readonly Outcome[], state: 'confirmed') {
  return outcomes
    .filter((outcome) => outcome.state === state)
    .reduce<Extract<Outcome, { state: 'confirmed' }> | undefined>(
      (last, outcome) => (last && last.at >= outcome.at ? last : outcome),
      undefined,
    )
}
