import type { AlertEvent, AlertKind, AlertLevel } from './model.ts'

/** Alerts in words: in little room, and as a sentence. No kind is without them. */
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
  uploadLost: {
    short: 'Upload missing',
    long: 'A recording that should be in the bucket is not there',
  },
  copyExpiring: {
    short: 'Copy expiring',
    long: 'The only copy of a recording is the platform’s, which deletes it soon',
  },
  copyGone: { short: 'Copy gone', long: 'The platform has deleted a recording before it was fetched' },
  copyEmpty: {
    short: 'Nothing recorded',
    long: 'The platform’s file of a recording is empty: there is nothing that could be kept',
  },
  fileMissing: { short: 'File missing', long: 'The file of a recording is not where it was kept' },
  fileChanged: { short: 'File changed', long: 'The file of a recording is not the one that was kept' },
  storageTrouble: {
    short: 'Storage trouble',
    long: 'Recordings cannot be kept or read in their storage just now',
  },
  storageTooPowerful: {
    short: 'Key too powerful',
    long: 'The key of a storage may do more than Gavel needs',
  },
  storageUnsafe: { short: 'Storage unsafe', long: 'A storage of recordings is not set up safely' },
  deletionStuck: {
    short: 'Deletion stuck',
    long: 'A recording that is to be deleted is still there: its page says what keeps it and what to do',
  },
  endpointDisabled: {
    short: 'Webhook off',
    long: 'A program is not told of alerts any more: its address did not answer for too long',
  },
}

export const LEVEL_WORDS: Record<AlertLevel, string> = { notice: 'Notice', urgent: 'Urgent' }

export const EVENT_WORDS: Record<AlertEvent | 'test', string> = {
  raised: 'Raised',
  escalated: 'Became urgent',
  claimed: 'Claimed',
  released: 'Released',
  resolved: 'Resolved',
  reopened: 'Opened again',
  test: 'Test',
}
