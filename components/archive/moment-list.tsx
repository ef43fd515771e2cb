'use client'
import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { MOMENT_TONES, MomentIcon } from './moment-icon.tsx'
import type { Moment } from './moments.ts'
import { type MomentStills, stillSecond } from './use-moment-stills.ts'

type MomentListProps = {
  moments: readonly Moment[]
  current: Moment | null
  /** Null where there are none: then they have no place either. */
  stills: MomentStills | null
  onSeek: (second: number) => void
}

/** What happened while it ran. Each line takes the player there; the list follows it. */
export function MomentList({ moments, current, stills, onSeek }: MomentListProps) {
  if (moments.length === 0) return <p className="px-4 py-3 text-ink-2">Nothing was told while it ran.</p>
  return (
    <ol className="px-2 pb-3">
      {moments.map((moment) => (
        <li key={moment.id}>
          <MomentLine
            moment={moment}
            current={moment.id === current?.id}
            still={stills && (stills.get(stillSecond(moment)) ?? 'none')}
            onSeek={onSeek}
          />
        </li>
      ))}
    </ol>
  )
}

function MomentLine({
  moment,
  current,
  still,
  onSeek,
}: {
  moment: Moment
  current: boolean
  /** Its picture, or `none` where it would be; null where there are none at all. */
  still: string | null
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
      className={clsx(
        'grid min-h-7 w-full pointer-coarse:min-h-11 items-center gap-2 rounded-md px-2 hover:bg-hover aria-[current=time]:bg-selected',
        still === null
          ? 'grid-cols-[52px_18px_minmax(0,1fr)]'
          : 'grid-cols-[52px_18px_minmax(0,1fr)] sm:grid-cols-[52px_64px_18px_minmax(0,1fr)] sm:py-0.5',
      )}
    >
      <span className="font-mono text-ink-2 text-xs">{formatDuration(moment.second)}</span>
      {still !== null && (
        <span className="h-9 overflow-hidden rounded-sm bg-well max-sm:hidden">
          {still !== 'none' && (
            // biome-ignore lint/performance/noImgElement: taken in this browser, there is nothing to fetch
            <img src={still} alt="" className="size-full object-cover" />
          )}
        </span>
      )}
      <span className={`[&>svg]:size-3.5 ${MOMENT_TONES[moment.tone]}`}>
        <MomentIcon icon={moment.icon} />
      </span>
      <span className="flex min-w-0 items-baseline gap-1">
        <span className="max-w-3/5 flex-none truncate text-ink-2">{moment.lead}</span>
        {moment.whom && <PersonName name={moment.whom} className="max-w-3/5 flex-none font-medium" />}
        {moment.detail && (
          <span className="min-w-0 truncate pl-1 text-ink-2">{visibleText(moment.detail, 300)}</span>
        )}
      </span>
    </button>
  )
}
