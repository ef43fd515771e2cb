import { AskedRing } from '#components/ui/asked-ring.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Dot } from '#components/ui/dot.tsx'
import type { ArchiveStanding } from '#lib/live/model.ts'
import { ARCHIVE_WORDS } from './archive-words.ts'

/** Where a recording stands. Many that run under each other are not to shout: in a list, `quiet`, a dot says it. */
export function ArchiveBadge({ state, quiet = false }: { state: ArchiveStanding; quiet?: boolean }) {
  const { label, tone } = ARCHIVE_WORDS[state]
  if (quiet && tone === 'recording') {
    return (
      <span className="inline-flex items-center gap-[7px] text-ink-2">
        <Dot className="size-[7px] text-recording" />
        {label}
      </span>
    )
  }
  return (
    <Badge tone={tone}>
      {tone === 'asked' && <AskedRing />}
      {tone === 'recording' && <Dot />}
      {label}
    </Badge>
  )
}
