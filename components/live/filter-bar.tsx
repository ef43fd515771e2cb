'use client'
import { CircleDot, EyeOff, Flag, Search } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Input } from '#components/ui/input.tsx'
import { Key } from '#components/ui/key.tsx'
import type { Waiting } from './held-rows.ts'
import type { LiveQuery } from './live-query.ts'

type FilterBarProps = {
  query: LiveQuery
  onChange: (change: Partial<LiveQuery>) => void
  /** The field that `/` goes to. */
  field: RefObject<HTMLInputElement | null>
  waiting: Waiting
  onLetIn: () => void
}

/** What is shown and in which order; and what waits while somebody points. */
export function FilterBar({ query, onChange, field, waiting, onLetIn }: FilterBarProps) {
  const attention = query.sort.key === 'attention'
  return (
    <div className="flex min-h-12 flex-none items-center gap-2 border-b px-4 py-1 max-sm:flex-wrap max-sm:py-2">
      <search className="max-sm:w-full">
        <Input
          ref={field}
          label="Filter sessions"
          placeholder="Filter by name, ID, watcher"
          value={query.text}
          onChange={({ target }) => onChange({ text: target.value })}
          onKeyDown={({ key, currentTarget }) => {
            if (key !== 'Escape') return
            if (query.text) onChange({ text: '' })
            else currentTarget.blur()
          }}
          icon={<Search aria-hidden="true" className="text-ink-2" />}
          after={
            <span className="max-sm:hidden">
              <Key>/</Key>
            </span>
          }
          className="w-full sm:w-64"
        />
      </search>
      <div className="flex min-w-0 gap-2 overflow-x-auto p-px">
        <FilterChip
          on={attention}
          onToggle={() =>
            onChange({
              sort: attention ? { key: 'name', descending: false } : { key: 'attention', descending: true },
            })
          }
          icon={<Flag aria-hidden="true" />}
        >
          Needs attention first
        </FilterChip>
        <FilterChip
          on={query.recording}
          onToggle={() => onChange({ recording: !query.recording })}
          icon={<CircleDot aria-hidden="true" />}
        >
          Recording
        </FilterChip>
        <FilterChip
          on={query.unwatched}
          onToggle={() => onChange({ unwatched: !query.unwatched })}
          icon={<EyeOff aria-hidden="true" />}
        >
          Unwatched
        </FilterChip>
      </div>
      <HeldNote waiting={waiting} onLetIn={onLetIn} />
    </div>
  )
}

function HeldNote({ waiting, onLetIn }: { waiting: Waiting; onLetIn: () => void }) {
  const words = [
    waiting.added > 0 && `${formatCount(waiting.added)} new`,
    waiting.ended > 0 && `${formatCount(waiting.ended)} ended`,
  ].filter(Boolean)
  if (words.length === 0) return null
  return (
    <span className="tn ml-auto inline-flex flex-none items-center gap-2 text-ink-2 text-xs">
      <span>
        {words.join(', ')}
        <span className="max-lg:hidden">, held while you point</span>
      </span>
      <Button size="sm" onClick={onLetIn}>
        Show <Key>.</Key>
      </Button>
    </span>
  )
}
