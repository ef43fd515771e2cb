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
      <div className="flex h-11 flex-none items-center pr-2 pl-3.5 max-xl:hidden">
        <h2 className="flex-1 font-[550]">Timeline</h2>
        <TimesSwitch relative={relative} onSwitch={setRelative} />
      </div>
      <div className="flex flex-none items-center gap-1.5 px-3.5 pb-1.5 max-xl:pt-2.5">
        {FILTERS.map(([id, words]) => (
          <ChoiceChip key={id} small on={filter === id} onClick={() => onFilter(id)}>
            {words}
          </ChoiceChip>
        ))}
        <span className="flex-1" />
        <span className="xl:hidden">
          <TimesSwitch relative={relative} onSwitch={setRelative} />
        </span>
      </div>
      <TimelineList rows={shown} relative={relative} onChoosePerson={onChoosePerson} />
    </section>
  )
}

function TimesSwitch({ relative, onSwitch }: { relative: boolean; onSwitch: (relative: boolean) => void }) {
  return (
    <IconButton
      label={relative ? 'Show exact times' : 'Show how long ago'}
      aria-pressed={relative}
      onClick={() => onSwitch(!relative)}
    >
      <Clock aria-hidden="true" className="size-3.5" />
    </IconButton>
  )
}
