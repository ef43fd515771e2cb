'use client'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { formatDuration } from '#components/ui/format.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import type { FindingView } from '#lib/review/model.ts'
import { FindingLane } from './finding-lane.tsx'
import { markers } from './markers.ts'
import { MOMENT_TONES, MomentIcon } from './moment-icon.tsx'
import type { Moment } from './moments.ts'
import { Scrub } from './scrub.tsx'
import { SoundLane } from './sound-lane.tsx'
import type { Waveform } from './use-waveform.ts'

type LanesProps = {
  moments: readonly Moment[]
  findings: readonly FindingView[]
  /** Null where there is no file. */
  waveform: Waveform | null
  /** Address of the file, out of which small pictures are taken; null while there is none. */
  thumbnails: string | null
  length: number
  second: number
  onSeek: (second: number) => void
}

const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** What happened along the recording, a lane for each kind, and where the player is. */
export function Lanes({ moments, findings, waveform, thumbnails, length, second, onSeek }: LanesProps) {
  const { ref, width } = useWidth()
  const left = length > 0 ? Math.min(second / length, 1) * width : 0
  const bySource = (source: Moment['source']) => moments.filter((moment) => moment.source === source)
  return (
    <section
      aria-label="Moments"
      className="grid grid-cols-[74px_minmax(0,1fr)] border-t px-4 py-3 max-sm:hidden"
    >
      <span />
      <div ref={ref} className="tn relative h-6 text-ink-2 text-xs">
        <Scrub src={thumbnails} length={length} second={second} onSeek={onSeek} />
        {TICKS.map((part) => (
          <span
            key={part}
            aria-hidden="true"
            className="absolute -translate-x-1/2 first:translate-x-0 last:-translate-x-full"
            style={{ left: `${part * 100}%` }}
          >
            {formatDuration(length * part)}
          </span>
        ))}
        <span
          aria-hidden="true"
          className="absolute top-0 z-10 -translate-x-1/2 rounded-sm bg-primary px-1.5 font-medium text-ink-inv"
          style={{ left }}
        >
          {formatDuration(second)}
        </span>
        <span
          aria-hidden="true"
          className={`pointer-events-none absolute top-4 z-10 w-0.5 -translate-x-1/2 bg-primary ${waveform ? 'h-34' : 'h-26'}`}
          style={{ left }}
        />
      </div>
      {waveform && (
        <>
          <span className="flex h-8 items-center text-ink-2 text-xs">Sound</span>
          <SoundLane waveform={waveform} played={length > 0 ? second / length : 0} />
        </>
      )}
      <Lane name="Platform" moments={bySource('platform')} {...{ length, width, onSeek }} />
      <Lane name="Actions" moments={bySource('action')} {...{ length, width, onSeek }} />
      <FindingLane findings={findings} length={length} onSeek={onSeek} />
    </section>
  )
}

function Lane({
  name,
  moments,
  length,
  width,
  onSeek,
}: {
  name: string
  moments: readonly Moment[]
  length: number
  width: number
  onSeek: (second: number) => void
}): ReactNode {
  return (
    <>
      <span className="flex h-8 items-center text-ink-2 text-xs">{name}</span>
      <div className="relative h-8 border-b">
        {markers(moments, length, width).map(({ items: [first, ...others], left }) => {
          if (!first) return null
          const words = `${formatDuration(first.second)}, ${first.lead} ${first.whom ? visibleText(first.whom) : ''}`
          return (
            <button
              key={first.id}
              type="button"
              title={words}
              aria-label={others.length > 0 ? `${words}, and ${others.length} more` : words}
              onClick={() => onSeek(first.second)}
              style={{ left }}
              className={`hit-24 absolute! top-1.5 inline-flex h-5 min-w-5 -translate-x-1/2 items-center justify-center gap-1 rounded-sm bg-raised px-1 text-2xs hover:bg-line-2 [&>svg]:size-3 ${MOMENT_TONES[first.tone]}`}
            >
              <MomentIcon icon={first.icon} />
              {others.length > 0 && others.length + 1}
            </button>
          )
        })}
      </div>
    </>
  )
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return { ref, width }
}
