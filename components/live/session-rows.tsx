'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { useMedia } from '#components/ui/use-media.ts'
import type { CountPoint, SessionView } from '#lib/live/model.ts'
import { PhoneRow } from './phone-row.tsx'
import { SessionRow } from './session-row.tsx'

export type RowProps = {
  session: SessionView
  points?: readonly CountPoint[] | undefined
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
  samples: ReadonlyMap<string, readonly CountPoint[]>
  current: string | null
  marked: ReadonlySet<string>
  reader: string
  onPick: (id: string) => void
  /** How many rows the server draws, which does not know how high the window is. */
  onRange: (first: number, last: number) => void
}

const SERVER_HEIGHT = 900
const HEAD = 32

/** Only the rows in sight, and eight spare ones; how high they are is known beforehand. */
export function SessionRows({ scroller, sessions, samples, current, onRange, ...rest }: SessionRowsProps) {
  const phone = useMedia('(max-width: 639px)')
  const coarse = useMedia('(pointer: coarse)')
  const height = phone ? 60 : coarse ? 48 : 36
  const virtual = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => sessions[index]?.id ?? index,
    overscan: 8,
    initialRect: { width: 0, height: SERVER_HEIGHT },
    scrollPaddingStart: phone ? 0 : HEAD,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew.
  useEffect(() => virtual.measure(), [virtual, height])
  useFollow(sessions, current, (index) => virtual.scrollToIndex(index, { align: 'auto' }))
  const { startIndex = 0, endIndex = -1 } = virtual.range ?? {}
  useEffect(() => onRange(startIndex + 1, endIndex + 1), [onRange, startIndex, endIndex])
  const Row = phone ? PhoneRow : SessionRow
  return (
    <div {...GRID_ROLES.group} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const session = sessions[index]
        if (!session) return null
        const { id } = session
        return (
          <Row
            key={id}
            session={session}
            points={samples.get(id)}
            index={index}
            current={id === current}
            marked={rest.marked.has(id)}
            reader={rest.reader}
            top={start}
            onPick={rest.onPick}
          />
        )
      })}
    </div>
  )
}

/** Scrolls to the row the keys moved to; not when rows move under one that stays chosen. */
function useFollow(
  sessions: readonly SessionView[],
  current: string | null,
  scrollTo: (index: number) => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice scrolls.
  useEffect(() => {
    const index = sessions.findIndex(({ id }) => id === current)
    if (index >= 0) scrollTo(index)
  }, [current])
}
