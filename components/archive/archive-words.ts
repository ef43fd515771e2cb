import type { Tone } from '#components/ui/badge.tsx'
import type { ArchiveStanding } from '#lib/live/model.ts'

/** Where a recording stands, in words; `plays` where its file can be had. */
export const ARCHIVE_WORDS: Record<ArchiveStanding, { label: string; tone: Tone; plays: boolean }> = {
  starting: { label: 'Starting', tone: 'asked', plays: false },
  recording: { label: 'Recording', tone: 'recording', plays: false },
  paused: { label: 'Paused', tone: 'recording', plays: false },
  stopping: { label: 'Being made', tone: 'asked', plays: false },
  kept: { label: 'Kept', tone: 'plain', plays: true },
  lost: { label: 'Lost', tone: 'failed', plays: false },
  uploaded: { label: 'In storage', tone: 'plain', plays: true },
  available: { label: 'Ready', tone: 'plain', plays: true },
  expired: { label: 'Expired', tone: 'stale', plays: false },
  failed: { label: 'Failed', tone: 'failed', plays: false },
  deleted: { label: 'Deleted', tone: 'stale', plays: false },
}

/** Why there is nothing to play, and what comes next. */
export const NOT_PLAYABLE: Record<ArchiveStanding, string> = {
  starting: 'The platform was asked to record. There is something to play once it has stopped.',
  recording: 'It is being recorded. There is something to play once it has stopped.',
  paused: 'Nobody publishes just now, so recording waits. There is something to play once it has stopped.',
  stopping:
    'The platform puts the file together. It plays here as soon as the platform says that it is ready.',
  kept: 'The file is kept.',
  lost: 'The platform had deleted the file before it could be fetched. What is known of it stays.',
  uploaded: 'The file is in the storage of the project.',
  available: 'The file is at the platform.',
  expired: 'The platform keeps a recording for 72 hours, and that time is over. What is known of it stays.',
  failed: 'The platform could not record it. What is known of it stays.',
  deleted: 'The file was deleted. What is known of it stays.',
}
