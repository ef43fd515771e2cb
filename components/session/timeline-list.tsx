'use client'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import type { TimelineRow as Row } from './merge-timeline.ts'
import { TimelineRow } from './timeline-row.tsx'

/** How many lines are drawn at first; older ones on demand. */
const SHOWN = 120

/** The lines. While the reader is in the list or has scrolled, new ones wait above and are counted. */
export function TimelineList({
  rows,
  relative,
  onChoosePerson,
}: {
  rows: readonly Row[]
  relative: boolean
  onChoosePerson: (connectionId: string) => void
}) {
  const box = useRef<HTMLElement>(null)
  const [held, setHeld] = useState<string | null>(null)
  const [limit, setLimit] = useState(SHOWN)
  const from =
    held === null
      ? 0
      : Math.max(
          0,
          rows.findIndex((row) => row.id === held),
        )
  const shown = rows.slice(from, from + limit)
  const hold = () => setHeld((last) => last ?? rows[0]?.id ?? null)
  const release = () => {
    if ((box.current?.scrollTop ?? 0) < 8) setHeld(null)
  }
  const toNewest = () => {
    setHeld(null)
    box.current?.scrollTo({ top: 0 })
  }
  if (rows.length === 0)
    return <p className="px-4 py-6 text-center text-ink-2">Nothing of this kind has happened here yet.</p>
  return (
    <div className="relative min-h-0 flex-1">
      {from > 0 && (
        <div className="absolute inset-x-0 top-1 z-10 flex justify-center">
          <Button size="sm" onClick={toNewest} className="shadow-menu">
            {from} new
          </Button>
        </div>
      )}
      <ScrollRegion
        ref={box}
        label="Timeline entries"
        onPointerEnter={hold}
        onPointerLeave={release}
        onFocus={hold}
        onBlur={release}
        onScroll={() => ((box.current?.scrollTop ?? 0) > 8 ? hold() : undefined)}
        className="h-full pb-4"
      >
        <ol aria-label="Timeline">
          {shown.map((row) => (
            <TimelineRow key={row.id} row={row} relative={relative} onChoosePerson={onChoosePerson} />
          ))}
        </ol>
        {from + limit < rows.length && (
          <div className="flex justify-center pt-2">
            <Button size="sm" onClick={() => setLimit(limit + SHOWN)}>
              Older
            </Button>
          </div>
        )}
      </ScrollRegion>
    </div>
  )
}
