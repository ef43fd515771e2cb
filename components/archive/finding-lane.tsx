'use client'
import { visibleText } from '#components/ui/visible-text.ts'
import type { FindingView } from '#lib/review/model.ts'
import { CATEGORY_WORDS, placeOf } from './finding-words.ts'

/** What was found, where it lies: a range is as long as it is, a moment a mark. */
export function FindingLane({
  findings,
  length,
  onSeek,
}: {
  findings: readonly FindingView[]
  length: number
  onSeek: (second: number) => void
}) {
  const part = (ms: number) => (length > 0 ? Math.min(1, ms / 1_000 / length) * 100 : 0)
  return (
    <>
      <span className="flex h-8 items-center text-ink-2 text-xs">Findings</span>
      <div className="relative h-8">
        {findings.map((finding) => {
          const { fromMs, toMs } = finding
          const words = `${placeOf(finding)}, ${CATEGORY_WORDS[finding.category]}`
          return (
            <button
              key={finding.id}
              type="button"
              aria-label={words}
              title={`${words}: ${visibleText(finding.text, 200)}`}
              onClick={() => onSeek(fromMs / 1_000)}
              style={{ left: `${part(fromMs)}%`, width: `${part((toMs ?? fromMs) - fromMs)}%` }}
              className="hit-24 absolute! top-2.5 h-3 min-w-3 rounded-[3px] bg-accent/25 ring-1 ring-accent ring-inset hover:bg-accent/50"
            />
          )
        })}
      </div>
    </>
  )
}
