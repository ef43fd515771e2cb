'use client'
import { clsx } from 'clsx'
import { type HTMLAttributes, useRef } from 'react'
import type { LivePoint } from '#components/feed/live-line.ts'
import type { SessionView } from '#lib/live/model.ts'
import type { Sort } from './live-query.ts'
import { rowId } from './row-id.ts'
import { SessionRows } from './session-rows.tsx'
import { TableHead } from './table-head.tsx'

type SessionTableProps = {
  sessions: readonly SessionView[]
  lines: ReadonlyMap<string, readonly LivePoint[]>
  sort: Sort
  onSort: (sort: Sort) => void
  current: string | null
  marked: ReadonlySet<string>
  reader: string
  onPick: (id: string) => void
  onMove: (step: number | 'first' | 'last') => void
  onRange: (first: number, last: number) => void
  handlers: HTMLAttributes<HTMLDivElement>
  /** The feed is not live: all of it is the last truth. */
  stale: boolean
}

const MOVES: Record<string, number | 'first' | 'last'> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
  Home: 'first',
  End: 'last',
}

/** The table of live sessions: one tab stop, arrows inside. */
export function SessionTable({
  sessions,
  sort,
  onSort,
  current,
  onMove,
  handlers,
  stale,
  ...rest
}: SessionTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const shown = sessions.some(({ id }) => id === current)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are drawn at their places, a table would lay them out itself.
    <div
      ref={scroller}
      role="grid"
      aria-label="Live sessions"
      aria-rowcount={sessions.length + 1}
      aria-activedescendant={current && shown ? rowId(current) : undefined}
      tabIndex={0}
      className={clsx(
        'min-h-0 flex-1 overflow-auto bg-surface focus-visible:outline-offset-[-2px]',
        stale && 'hatch',
      )}
      {...handlers}
      onKeyDown={(event) => {
        handlers.onKeyDown?.(event)
        const move = MOVES[event.key]
        if (move === undefined || event.target !== event.currentTarget) return
        event.preventDefault()
        onMove(move)
      }}
    >
      <div className="sm:min-w-[968px]">
        <TableHead sort={sort} onSort={onSort} />
        <SessionRows scroller={scroller} sessions={sessions} current={current} {...rest} />
      </div>
    </div>
  )
}
