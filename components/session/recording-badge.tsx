'use client'
import { RunningTime } from '#components/ui/age.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import { isRunning } from './archive-state.ts'

/** That a recording runs, and for how long. Nothing when none does. */
export function RecordingBadge({ archive, word }: { archive: ArchiveView | null; word?: string }) {
  if (!archive || !isRunning(archive.state)) return null
  return (
    <StateBadge state="recording">
      {archive.state === 'paused' ? 'Paused ' : word ? `${word} ` : ''}
      {archive.startedAt && <RunningTime since={archive.startedAt} />}
    </StateBadge>
  )
}
