'use client'
import { ChartLine, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Count } from '#components/ui/count.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { CountPoint, SessionView } from '#lib/live/model.ts'
import { countSeries } from './count-series.ts'
import { CountsChart } from './counts-chart.tsx'
import type { Marker } from './counts-plot.ts'
import { CountsTable } from './counts-table.tsx'
import type { ShownAction } from './shown-action.ts'

const LINES = [
  { label: 'Connections', stroke: 'stroke-series-1', count: 'connections' },
  { label: 'Subscribers', stroke: 'stroke-series-2', dash: '4 2.5', count: 'subscribers' },
  { label: 'Publishers', stroke: 'stroke-series-3', count: 'publishers' },
] as const

/** How many were here, over time and now; as a chart, or as a table of the same numbers. */
export function CountsPanel({
  session,
  points,
  actions,
}: {
  session: SessionView
  points: readonly CountPoint[]
  actions: readonly ShownAction[]
}) {
  const [table, setTable] = useState(false)
  const now = useNow(10_000)
  const series = useMemo(
    () => countSeries(points, session.evidenceAt, now),
    [points, session.evidenceAt, now],
  )
  const markers = useMarkers(actions)
  return (
    <section aria-label="Counts" className="@container flex h-full min-h-0 min-w-0 flex-col pt-3 pr-3 pl-4">
      <div className="mb-1.5 flex flex-none flex-wrap items-center gap-x-3.5 gap-y-1 text-[0.71875rem] text-ink-2">
        <h2 className="flex-1 font-[550] text-ink text-sm">Counts</h2>
        <Legend session={session} />
        <IconButton
          small
          label={table ? 'Show as chart' : 'Show as table'}
          aria-pressed={table}
          onClick={() => setTable(!table)}
        >
          {table ? (
            <ChartLine aria-hidden="true" className="size-3.5" />
          ) : (
            <Table2 aria-hidden="true" className="size-3.5" />
          )}
        </IconButton>
      </div>
      {table ? <CountsTable points={points} /> : <CountsChart series={series} markers={markers} />}
    </section>
  )
}

/** Under the heading where there is no room beside it: what a line means is never cut. */
function Legend({ session }: { session: SessionView }) {
  return (
    <span className="flex flex-wrap gap-x-3.5 gap-y-1 @max-lg:order-last @max-lg:w-full">
      {LINES.map(({ label, count, ...look }) => (
        <span key={label} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <Swatch {...look} />
          {label}
          <b className="font-[550] text-ink">
            <Count value={session[count]} />
          </b>
        </span>
      ))}
    </span>
  )
}

function Swatch({ stroke, dash }: { stroke: string; dash?: string }) {
  return (
    <svg width="14" height="4" aria-hidden="true" className="flex-none">
      <path d="M0 2H14" className={stroke} strokeWidth="1.6" {...(dash && { strokeDasharray: dash })} />
    </svg>
  )
}

/** When moderators did something that took effect, or did not. The same list until one of them changes. */
function useMarkers(actions: readonly ShownAction[]): readonly Marker[] {
  const key = actions.map(({ id, outcome }) => `${id}${outcome.state}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the list says something new.
  return useMemo(
    () =>
      actions.flatMap(({ kind, outcome, askedAt }): Marker[] => {
        const archive = kind === 'startArchive' || kind === 'stopArchive'
        const at = Date.parse(askedAt) / 1000
        if (outcome.state === 'confirmed') return [{ at, tone: archive ? 'recording' : 'confirmed' }]
        return outcome.state === 'failed' ? [{ at, tone: 'failed' }] : []
      }),
    [key],
  )
}
