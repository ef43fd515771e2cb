import type { ArchiveView } from '#lib/live/model.ts'

/** How long a recording that has stopped ran, in seconds; null while that is not known. */
export function stoppedAfter({ duration, startedAt, stoppedAt }: ArchiveView): number | null {
  if (duration) return duration // the platform says 0 until the file is made
  if (startedAt === null || stoppedAt === null) return null
  return Math.max(0, (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000)
}
