'use client'
import { Clock } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ChoiceChip } from '#components/ui/choice-chip.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { filterTimeline, type TimelineFilter, type TimelineRow } from './merge-timeline.ts'
import { TimelineList } from './timeline-list.tsx'

const FILTERS: readonly (readonly [TimelineFilter, string])[] = [
  ['everything', 'Everything'],
  ['actions', 'Actions'],
  ['platform', 'Platform'],
]

/** What happened here, newest first: what the platform told and what moderators did. */
export function TimelinePanel({
  rows,
  filter,
  onFilter,
  onChoosePerson,
}: {
  rows: readonly TimelineRow[]
  filter: TimelineFilter
  onFilter: (filter: TimelineFilter) => void
  onChoosePerson: (connectionId: string) => void
}) {
  const [relative, setRelative] = useState(false)
  const shown = useMemo(() => filterTimeline(rows, filter), [rows, filter])
  return (
    <section aria-label="Timeline" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex flex-none items-center gap-1.5 px-3.5 pt-2.5 pb-1.5">
        {FILTERS.map(([id, words]) => (
          <ChoiceChip key={id} small on={filter === id} onClick={() => onFilter(id)}>
            {words}
          </ChoiceChip>
        ))}
        <span className="flex-1" />
        <IconButton
          label={relative ? 'Show exact times' : 'Show how long ago'}
          aria-pressed={relative}
          onClick={() => setRelative(!relative)}
        >
          <Clock aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
      <TimelineList rows={shown} relative={relative} onChoosePerson={onChoosePerson} />
    </section>
  )
}
