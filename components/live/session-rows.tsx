'use client'
import { type RefObject, useEffect } from 'react'
import type { LivePoint } from '#components/feed/live-line.ts'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { useMedia } from '#components/ui/use-media.ts'
import type { SessionView } from '#lib/live/model.ts'
import { PhoneRow } from './phone-row.tsx'
import { rowsInSight, scrollToRow } from './rows-in-sight.ts'
import { SessionRow } from './session-row.tsx'
import { useSight } from './use-sight.ts'

export type RowProps = {
  session: SessionView
  points?: readonly LivePoint[] | undefined
  index: number
  /** The one the keys act on. */
  current: boolean
  marked: boolean
  /** Whoever looks: their own watching is told apart. */
  reader: string
  top: number
  onPick: (id: string) => void
}

type SessionRowsProps = {
  scroller: RefObject<HTMLDivElement | null>
  sessions: readonly SessionView[]
  lines: ReadonlyMap<string, readonly LivePoint[]>
  current: string | null
  marked: ReadonlySet<string>
  reader: string
  onPick: (id: string) => void
  /** Tells which rows are in sight, counted from 1. */
  onRange: (first: number, last: number) => void
}

const HEAD = 32

/** Only the rows in sight, and some spare ones; how high they are is known beforehand. */
export function SessionRows({ scroller, sessions, lines, current, onRange, ...rest }: SessionRowsProps) {
  const phone = useMedia('(max-width: 639px)')
  const coarse = useMedia('(pointer: coarse)')
  const height = phone ? 60 : coarse ? 48 : 36
  const sight = useSight(scroller, phone ? 0 : HEAD)
  const { first, last, from, to } = rowsInSight(sessions.length, height, sight)
  useEffect(() => onRange(first + 1, last), [onRange, first, last])
  useFollow(current, () => {
    const index = sessions.findIndex(({ id }) => id === current)
    const top = index < 0 ? null : scrollToRow(index, height, sight)
    if (top !== null) scroller.current?.scrollTo({ top })
  })
  const Row = phone ? PhoneRow : SessionRow
  return (
    <div {...GRID_ROLES.group} className="relative" style={{ height: sessions.length * height }}>
      {sessions.slice(from, to).map((session, offset) => (
        <Row
          key={session.id}
          session={session}
          points={lines.get(session.id)}
          index={from + offset}
          current={session.id === current}
          marked={rest.marked.has(session.id)}
          reader={rest.reader}
          top={(from + offset) * height}
          onPick={rest.onPick}
        />
      ))}
    </div>
  )
}

/** Scrolls when the keys moved to another row; not when rows move under one that stays chosen. */
function useFollow(current: string | null, scroll: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice scrolls.
  useEffect(scroll, [current])
}
