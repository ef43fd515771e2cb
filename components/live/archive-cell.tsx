import { RunningTime } from '#components/ui/age.tsx'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Dot } from '#components/ui/dot.tsx'
import type { SessionView } from '#lib/live/model.ts'

/** Whether a session is recorded, and for how long; or why it cannot be. */
export function ArchiveCell({ archive, mode }: Pick<SessionView, 'archive' | 'mode'>) {
  if (!archive) return <span className="text-ink-2">{mode === 'relayed' ? 'Not possible' : 'Off'}</span>
  if (archive.state === 'recording') {
    return (
      <span className="inline-flex items-center gap-[7px] text-ink-2">
        <Dot className="size-[7px] text-recording" />
        <span className="sr-only">Recording for</span>
        {archive.startedAt ? <RunningTime since={archive.startedAt} /> : 'Recording'}
      </span>
    )
  }
  if (archive.state === 'paused') return <Badge tone="recording">Paused</Badge>
  return (
    <Badge tone="asked">
      <AskedRing />
      {archive.state === 'stopping' ? <span title="File is being made">Being made</span> : 'Starting'}
    </Badge>
  )
}
