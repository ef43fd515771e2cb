import type { AlertKind } from '#lib/live/model.ts'

/** Alerts in words: in little room, and as a sentence. */
export const ALERT_WORDS: Record<AlertKind, { short: string; long: string }> = {
  unexplainedForce: {
    short: 'Forced by others',
    long: 'Somebody was forced out, and not by a moderator here',
  },
  grantReused: { short: 'Grant reused', long: 'One token brought a second connection' },
  personalData: { short: 'Personal data', long: 'Connection data looks like personal data' },
  actionUnconfirmed: { short: 'Unconfirmed', long: 'The platform has not confirmed an action' },
  archiveNotStarted: { short: 'Not recording', long: 'A recording that was asked for did not start' },
  archiveStoppedAlone: { short: 'Recording ended', long: 'A recording stopped that nobody here stopped' },
  archiveObjection: {
    short: 'Objection',
    long: 'Somebody who is there does not want to be recorded',
  },
  archiveSilent: { short: 'Recording silent', long: 'Nothing has been heard of a recording that should run' },
}
