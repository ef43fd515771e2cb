import type { ArchiveStanding, ArchiveState } from '#lib/live/model.ts'

const RUNNING: Record<ArchiveState, boolean> = {
  starting: true,
  recording: true,
  paused: true,
  stopping: false,
  uploaded: false,
  available: false,
  expired: false,
  failed: false,
  deleted: false,
}

/** Whether a recording takes pictures now, or is about to. */
export const isRunning = (state: ArchiveState): boolean => RUNNING[state]

export const ARCHIVE_WORDS: Record<ArchiveStanding, string> = {
  starting: 'Starting',
  recording: 'Recording',
  paused: 'Paused: nobody publishes',
  stopping: 'File is being made',
  uploaded: 'Stored',
  available: 'Ready to play',
  kept: 'Kept',
  lost: 'Lost',
  expired: 'Expired',
  failed: 'Failed',
  deleted: 'Deleted',
}
