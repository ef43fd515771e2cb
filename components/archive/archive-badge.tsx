import { AskedRing } from '#components/ui/asked-ring.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Dot } from '#components/ui/dot.tsx'
import type { ArchiveState } from '#lib/live/model.ts'
import { ARCHIVE_WORDS } from './archive-words.ts'

/** Where a recording stands. */
export function ArchiveBadge({ state }: { state: ArchiveState }) {
  const { label, tone } = ARCHIVE_WORDS[state]
  return (
    <Badge tone={tone}>
      {tone === 'asked' && <AskedRing />}
      {tone === 'recording' && <Dot />}
      {label}
    </Badge>
  )
}
