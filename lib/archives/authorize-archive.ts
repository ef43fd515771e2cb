import type { ArchivePolicy, RecordRefusal } from './model.ts'
import { clockIn, isWithin, opensAt } from './policy-hours.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'

/** Somebody, as they stand in the project of the session. */
export type Recorder = {
  accountId: string
  /** Keys of the roles they hold here. */
  roles: readonly string[]
  /** The permission without which no policy helps: archive.start, or archive.approve for who answers. */
  holds: boolean
}

export type RecordedSession = {
  name: string | null
  /** Null until the platform has been asked. */
  mode: 'relayed' | 'routed' | null
  live: boolean
  /** End-to-end encrypted; null while the platform has not said: it refuses to record such a session itself then. */
  encrypted: boolean | null
  /** Somebody is there who does not want to be recorded. */
  objected: boolean
}

/** An answer to a request of theirs for this session. */
export type Approval = { askedById: string; answeredById: string | null; expiresAt: Date }

export type Verdict =
  | {
      verdict: 'allow'
      by: 'no-policy' | 'role' | 'approval'
      needsReason: boolean
      longestMinutes: number | null
    }
  | { verdict: 'ask'; needsReason: boolean; longestMinutes: number | null; words: string }
  | { verdict: 'refuse'; why: RecordRefusal; words: string; opensAt: Date | null }

/**
 * Whether somebody may record a session: at once, only when a second person agrees, or not at all. The page shows it before
 * the button is pressed and `startArchive` asks it again in its transaction. What the platform cannot record is refused
 * whatever the policy says; without a policy everybody may who holds archive.start.
 */
export function authorizeArchive(
  actor: Recorder,
  session: RecordedSession,
  policy: ArchivePolicy | null,
  approval: Approval | null,
  now: Date,
): Verdict {
  const impossible = hindranceOf(session)
  if (impossible) return refuse(impossible)
  if (!actor.holds) return refuse('not-by-policy')
  if (policy === null) return { verdict: 'allow', by: 'no-policy', needsReason: false, longestMinutes: null }
  const atOnce = isOneOf(actor.roles, policy.atOnce)
  if (!atOnce && !isOneOf(actor.roles, policy.asks)) return refuse('not-by-policy')
  if (policy.sessions !== null && !matches(session.name, policy.sessions)) return refuse('other-sessions')
  if (policy.hours && !isWithin(policy.hours, now)) return refuseUntil(policy.hours, now)
  if (policy.objections === 'stop' && session.objected) return refuse('objected')
  const { needsReason, longestMinutes } = policy
  if (atOnce) return { verdict: 'allow', by: 'role', needsReason, longestMinutes }
  if (approval && isGood(approval, actor, now))
    return { verdict: 'allow', by: 'approval', needsReason, longestMinutes }
  return { verdict: 'ask', needsReason, longestMinutes, words: 'A second person must agree first.' }
}

/** Why this person may not answer that request; null when they may. Whoever asked never may, by whatever role. */
export function hindranceToAnswer(
  actor: Recorder,
  request: { askedById: string },
  policy: ArchivePolicy | null,
): 'own-request' | 'not-an-answerer' | null {
  if (actor.accountId === request.askedById) return 'own-request'
  if (!actor.holds || (policy && !isOneOf(actor.roles, policy.approves))) return 'not-an-answerer'
  return null
}

function hindranceOf(session: RecordedSession): RecordRefusal | null {
  if (session.mode === 'relayed') return 'relayed-session'
  if (session.encrypted) return 'encrypted-session'
  return session.live ? null : 'nobody-connected'
}

function isGood(approval: Approval, { accountId }: Recorder, now: Date): boolean {
  const { askedById, answeredById, expiresAt } = approval
  return askedById === accountId && answeredById !== null && answeredById !== accountId && expiresAt > now
}

const isOneOf = (held: readonly string[], named: readonly string[]): boolean =>
  held.some((role) => named.includes(role))

function refuse(why: RecordRefusal): Verdict {
  return { verdict: 'refuse', why, words: REFUSAL_WORDS[why], opensAt: null }
}

function refuseUntil(hours: NonNullable<ArchivePolicy['hours']>, now: Date): Verdict {
  const at = opensAt(hours, now)
  const opens = clockIn(hours.zone, at)
  const words = `Outside the hours in which this project records. They begin at ${opens} (${hours.zone}); it is ${clockIn(hours.zone, now)} there.`
  return { verdict: 'refuse', why: 'outside-hours', words, opensAt: at }
}

/** Whether a name fits a pattern with `*` in it, whatever the case. Goes through the name once: no pattern takes long. */
export function matches(name: string | null, pattern: string): boolean {
  if (name === null) return false
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const text = name.toLowerCase()
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
