import type { EntryView, PageQuery } from '#lib/record/model.ts'

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
  'archive.fetched': ['fetch', 'fetched and compared'],
  'archive.released': ['delete the platform’s copy of', 'deleted the platform’s copy of'],
  'archive.verified': ['compare the file of', 'found another state of the file of'],
  'archive.check': ['compare the file of', 'compared the file of'],
  'archive.verify': ['compare kept files with their digests', 'compared kept files with their digests'],
  'archive.download': ['download', 'downloaded'],
  'finding.write': ['write a finding on', 'wrote a finding on'],
  'finding.edit': ['change a finding on', 'changed a finding on'],
  'finding.remove': ['remove a finding from', 'removed a finding from'],
  'finding.still': ['look at the picture of a finding on', 'looked at the picture of a finding on'],
  'review.take': ['review', 'took the review of'],
  'review.giveBack': ['give back the review of', 'gave back the review of'],
  'review.assign': ['give away the review of', 'gave somebody the review of'],
  'review.finish': ['finish the review of', 'finished the review of'],
  'project.reviewRules': ['change how recordings are reviewed in', 'changed how recordings are reviewed in'],
  'archive.export': ['export', 'exported'],
  'archive.exported': ['download the package of', 'downloaded the package of'],
  'archive.certificate': ['download the certificate of', 'downloaded the certificate of'],
  'invite.create': ['make an invite to', 'made an invite to'],
  'room.enter': ['enter by', 'entered by'],
  'warning.acknowledge': ['acknowledge a warning to', 'acknowledged a warning to'],
  'account.signIn': ['sign in as', 'signed in:'],
  'account.signOut': ['sign out', 'signed out'],
  'account.create': ['add', 'added'],
  'account.disable': ['deactivate', 'deactivated'],
  'account.password': ['set the password of', 'set the password of'],
  'account.invite': ['invite somebody by', 'invited somebody by'],
  'account.invite.revoke': ['take back', 'took back'],
  'account.accept': ['accept', 'accepted'],
  'account.askForReset': ['get a new password', 'asked for a new password'],
  'account.resetPassword': ['set a new password for', 'set a new password for'],
  'account.sendReset': ['send a new password to', 'sent a new password to'],
  'account.changePassword': ['change the password of', 'changed the password of'],
  'account.askForAddress': ['ask for another address of', 'asked for another address of'],
  'account.changeAddress': ['change the address of', 'changed the address of'],
  'account.deactivate': ['deactivate', 'deactivated'],
  'account.reactivate': ['give access back to', 'gave access back to'],
  'account.erase': ['erase the data of', 'erased the data of'],
  'account.factor': ['pass the second factor of', 'passed the second factor of'],
  'account.passkey': ['sign in by a passkey as', 'signed in by a passkey as'],
  'account.setUpFactor': ['set up the first second factor of', 'set up the first second factor of'],
  'factor.add': ['add', 'added'],
  'factor.remove': ['remove', 'removed'],
  'factor.rename': ['rename', 'renamed'],
  'factor.renewCodes': ['renew the recovery codes of', 'renewed the recovery codes of'],
  'device.revokeAll': ['sign out everywhere', 'signed out everywhere:'],
  'role.grant': ['give a role to', 'gave a role to'],
  'role.take': ['take a role from', 'took a role from'],
  'role.create': ['make', 'made'],
  'role.change': ['change', 'changed'],
  'role.delete': ['delete', 'deleted'],
  'role.seeAs': ['look around as', 'looked around as'],
  'role.endSeeAs': ['be themselves again', 'was themselves again'],
  'policy.change': ['change how long a sign-in lasts', 'changed how long a sign-in lasts'],
  'project.add': ['add', 'added'],
  'project.changeAddress': ['change the API address of', 'changed the API address of'],
  'project.pause': ['pause', 'paused'],
  'project.resume': ['resume', 'resumed'],
  'project.remove': ['remove', 'removed'],
  'project.replaceSecret': ['replace the credentials of', 'replaced the credentials of'],
  'project.replaceSignature': ['replace the callback secret of', 'replaced the callback secret of'],
  'project.replacePathSecret': ['replace the callback address of', 'replaced the callback address of'],
  'alert.claim': ['claim', 'claimed'],
  'alert.release': ['leave to others', 'left to others'],
  'alert.resolve': ['resolve', 'resolved'],
  'alert.reopen': ['open again', 'opened again'],
  'account.alertMail': ['choose which alerts come by mail to', 'chose which alerts come by mail to'],
  'endpoint.add': ['add', 'added'],
  'endpoint.rotate': ['replace the secret of', 'replaced the secret of'],
  'endpoint.move': ['change the address of', 'changed the address of'],
  'endpoint.enable': ['turn on', 'turned on'],
  'endpoint.disable': ['turn off', 'turned off'],
  'endpoint.remove': ['remove', 'removed'],
  'endpoint.test': ['send a test to', 'sent a test to'],
  'endpoint.redeliver': ['send once more to', 'sent once more to'],
  'storage.save': ['set where recordings are kept of', 'set where recordings are kept of'],
  'storage.remove': ['take a storage away from', 'took a storage away from'],
  'apiKey.make': ['make', 'made'],
  'apiKey.revoke': ['revoke', 'revoked'],
  'backup.restored': ['end what a backup brought back', 'ended what a backup brought back'],
  'secrets.rewrap': ['wrap every secret anew', 'wrapped every secret anew'],
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

export const OUTCOME_WORDS: Record<NonNullable<PageQuery['outcome']>, string> = {
  confirmed: 'Confirmed',
  unconfirmed: 'Unconfirmed',
  failed: 'Failed',
  refused: 'Refused',
}
