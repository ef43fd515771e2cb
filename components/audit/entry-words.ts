import type { EntryView } from '#lib/record/model.ts'

/** What was asked for, and what it is called once it is done. Actions without words are called by their names. */
const VERBS: Partial<Record<string, readonly [asked: string, done: string]>> = {
  'participant.mute': ['mute', 'muted'],
  'participant.unpublish': ['take away the stream of', 'took away the stream of'],
  'participant.remove': ['remove', 'removed'],
  'participant.warn': ['warn', 'warned'],
  'session.mute': ['change who is muted in', 'changed who is muted in'],
  'session.watch': ['watch', 'watched'],
  'archive.start': ['record', 'started to record'],
  'archive.stop': ['stop', 'stopped'],
  'archive.view': ['open', 'opened'],
  'invite.create': ['make an invite to', 'made an invite to'],
  'room.enter': ['enter by', 'entered by'],
  'warning.acknowledge': ['acknowledge a warning to', 'acknowledged a warning to'],
  'account.signIn': ['sign in as', 'signed in:'],
  'account.signOut': ['sign out', 'signed out'],
  'account.create': ['add', 'added'],
  'account.disable': ['deactivate', 'deactivated'],
  'account.password': ['set the password of', 'set the password of'],
  'account.confirm': ['confirm who they are', 'confirmed who they are'],
  'device.revoke': ['end', 'ended'],
  'project.manage': ['change', 'changed'],
  'role.manage': ['change', 'changed'],
  'setup.complete': ['make the first admin', 'made the first admin'],
  'audit.export': ['take the audit log out as a file', 'took the audit log out as a file'],
  'audit.verify': ['verify', 'had every hash recomputed of'],
}

const UNDONE = ['refused', 'failed', 'unconfirmed']

/** What stands between who and what it was about. */
export function verbOf({ phase, action, outcome }: Pick<EntryView, 'phase' | 'action' | 'outcome'>): string {
  const [asked, done] = VERBS[action] ?? [`do ${action}`, `did ${action}`]
  if (phase === 'ask') return `asked to ${asked}`
  if (phase === 'denied') return `was not allowed to ${asked}`
  if (outcome !== null && UNDONE.includes(outcome)) return `asked in vain to ${asked}`
  return done
}

/** Doors that people without an account come through. */
const OUTSIDE = /^(room|warning|setup)\.|^account\.(signIn|auth)$/

/** Whose doing it was, also when nobody was signed in. */
export function actorName({ actor, action }: Pick<EntryView, 'actor' | 'action'>): string {
  return actor?.name ?? (OUTSIDE.test(action) ? 'Somebody outside' : 'Gavel')
}

export const PHASE_WORDS: Record<EntryView['phase'], string> = {
  ask: 'Asked',
  outcome: 'Outcome',
  event: 'Done at once',
  denied: 'Denied',
}
