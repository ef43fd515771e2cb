import { Lock } from 'lucide-react'
import type { MediaMode } from '#lib/live/model.ts'

/** Relayed media goes from end to end; what is not known yet is not guessed. */
export function ModeCell({ mode }: { mode: MediaMode | null }) {
  if (mode === null) return <span className="text-ink-3">Not known</span>
  if (mode === 'routed') return <span className="text-ink-2">Routed</span>
  return (
    <span className="inline-flex items-center gap-[5px] text-ink-2">
      <Lock aria-hidden="true" className="size-3" />
      Relayed
    </span>
  )
}
