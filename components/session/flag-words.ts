import type { AlertKind } from '#lib/live/model.ts'

/** What an alert says beside a person or on their picture. */
export const FLAG_WORDS: Record<AlertKind, string> = {
  grantReused: 'Grant reused',
  personalData: 'Personal data in token',
  unexplainedForce: 'Forced by somebody unknown',
  actionUnconfirmed: 'Action not confirmed',
  archiveNotStarted: 'Recording did not start',
  archiveStoppedAlone: 'Recording stopped by itself',
  archiveSilent: 'Recording is silent',
  archiveObjection: 'Does not want to be recorded',
}
