import type { RetentionScope } from './model.ts'

export type Rule = {
  id: string
  /** Null: of all projects. */
  projectId: string | null
  scope: RetentionScope
  keepDays: number
}

/** What the rules ask of a recording. */
export type Facts = {
  projectId: string
  /** When it was over; null while it runs, and when there is nothing of it any more. */
  overAt: Date | null
  hasFinding: boolean
  /** Somebody was acted upon while it ran. */
  hasAction: boolean
}

/** `kept`: no rule applies, so it is kept for good. */
export type Retention =
  | { kind: 'kept' }
  | { kind: 'rule'; ruleId: string; keepDays: number; date: Date; held: boolean }

const DAY_MS = 86_400_000

/**
 * Which rule applies to a recording, and when it lets go. Of several the longest holds; of equally long ones that of the project,
 * then the oldest. A hold stands above all of them: the date is told, and nothing happens on it.
 */
export function retentionOf(recording: Facts, rules: readonly Rule[], held: boolean): Retention {
  const { overAt } = recording
  if (overAt === null) return { kind: 'kept' }
  const [rule] = rules.filter((one) => applies(one, recording)).toSorted(longestFirst)
  if (!rule) return { kind: 'kept' }
  const date = new Date(overAt.getTime() + rule.keepDays * DAY_MS)
  return { kind: 'rule', ruleId: rule.id, keepDays: rule.keepDays, date, held }
}

function applies({ projectId, scope }: Rule, recording: Facts): boolean {
  if (projectId !== null && projectId !== recording.projectId) return false
  switch (scope) {
    case 'all':
      return true
    case 'withFinding':
      return recording.hasFinding
    case 'withoutFinding':
      return !recording.hasFinding
    case 'withAction':
      return recording.hasAction
  }
}

function longestFirst(one: Rule, other: Rule): number {
  if (one.keepDays !== other.keepDays) return other.keepDays - one.keepDays
  if ((one.projectId === null) !== (other.projectId === null)) return one.projectId === null ? 1 : -1
  return one.id < other.id ? -1 : 1
}

/** No recording is let go of earlier: a rule for all of a project holds each of its recordings so long at least. */
export function leastDays(rules: readonly Rule[]): number {
  const least = [...new Set(rules.map(({ projectId }) => projectId))].map((place) => {
    const there = rules.filter(({ projectId }) => projectId === null || projectId === place)
    const forAll = there.filter(({ scope }) => scope === 'all').map(({ keepDays }) => keepDays)
    return forAll.length > 0 ? Math.max(...forAll) : Math.min(...there.map(({ keepDays }) => keepDays))
  })
  return Math.min(...least)
}
