'use client'
import { useEffect, useRef } from 'react'
import { formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { MOMENT_TONES, MomentIcon } from './moment-icon.tsx'
import type { Moment } from './moments.ts'

type MomentListProps = {
  moments: readonly Moment[]
  current: Moment | null
  onSeek: (second: number) => void
}

/** What happened while it ran. Each line takes the player there; the list follows it. */
export function MomentList({ moments, current, onSeek }: MomentListProps) {
  if (moments.length === 0) return <p className="px-4 py-3 text-ink-2">Nothing was told while it ran.</p>
  return (
    <ol className="px-2 pb-3">
      {moments.map((moment) => (
        <li key={moment.id}>
          <MomentLine moment={moment} current={moment.id === current?.id} onSeek={onSeek} />
        </li>
      ))}
    </ol>
  )
}

function MomentLine({
  moment,
  current,
  onSeek,
}: {
  moment: Moment
  current: boolean
  onSeek: (second: number) => void
}) {
  const line = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <button
      ref={line}
      type="button"
      aria-current={current ? 'time' : undefined}
      onClick={() => onSeek(moment.second)}
      className="grid min-h-7 w-full pointer-coarse:min-h-11 grid-cols-[52px_18px_minmax(0,1fr)] items-center gap-2 rounded-md px-2 hover:bg-hover aria-[current=time]:bg-selected"
    >
      <span className="font-mono text-ink-2 text-xs">{formatDuration(moment.second)}</span>
      <span className={`[&>svg]:size-3.5 ${MOMENT_TONES[moment.tone]}`}>
        <MomentIcon icon={moment.icon} />
      </span>
      <span className="flex min-w-0 items-baseline gap-1">
        <span className="flex-none text-ink-2">{moment.lead}</span>
        {moment.whom && <PersonName name={moment.whom} className="flex-none font-medium" />}
        {moment.detail && (
          <span className="min-w-0 truncate pl-1 text-ink-2">{visibleText(moment.detail, 300)}</span>
        )}
      </span>
    </button>
  )
}
