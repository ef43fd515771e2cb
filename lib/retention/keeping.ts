import 'server-only'
import type { RetentionScope } from './model.ts'

const DAY_MS = 24 * 3_600_000

export type Rule = { id: string; projectId: string | null; scope: RetentionScope; keepDays: number }
export type Kept = {
  projectId: string
  /** Null while it runs. */
  endedAt: Date | null
  hasFinding: boolean
  hasAction: boolean
  holds: number
}
/** Which rule holds and from when on the recording is due; nothing is due while a hold stands. */
export type Keeping<R extends Rule = Rule> =
  | { kept: 'forGood' | 'notYet' }
  | { kept: 'held'; rule: R | null; until: Date | null }
  | { kept: 'until'; rule: R; until: Date }

/**
 * For how long a recording is kept, and by which rule: of those that apply the longest; a hold above all of them; none, and it
 * is kept for good. `due-recordings.ts` asks the database the same of all recordings at once: a property holds one to the other.
 */
export function keepingOf<R extends Rule>(recording: Kept, rules: readonly R[]): Keeping<R> {
  const { endedAt, holds } = recording
  if (endedAt === null) return { kept: 'notYet' }
  const rule = rules.filter((one) => applies(one, recording)).sort(longestFirst)[0] ?? null
  const until = rule && new Date(endedAt.getTime() + rule.keepDays * DAY_MS)
  if (holds > 0) return { kept: 'held', rule, until }
  return rule && until ? { kept: 'until', rule, until } : { kept: 'forGood' }
}

/** Whether it is to be deleted at this time. */
export function isDue(recording: Kept, rules: readonly Rule[], now: Date): boolean {
  const keeping = keepingOf(recording, rules)
  return keeping.kept === 'until' && keeping.until.getTime() <= now.getTime()
}

export function applies({ projectId, scope }: Rule, recording: Kept): boolean {
  if (projectId !== null && projectId !== recording.projectId) return false
  if (scope === 'withFinding') return recording.hasFinding
  if (scope === 'withoutFinding') return !recording.hasFinding
  return scope === 'all' || recording.hasAction
}

const longestFirst = (one: Rule, other: Rule) => other.keepDays - one.keepDays || (one.id < other.id ? -1 : 1)
