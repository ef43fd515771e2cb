'use client'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Age } from '#components/ui/age.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Sparkline } from '#components/ui/sparkline.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SessionView } from '#lib/live/model.ts'
import type { TotalsHistory } from './totals-history.ts'
import { totalsOf } from './totals-of.ts'
import { changeOf, peakOf, spanOf, type TotalsSpan } from './totals-span.ts'
import { useTotals } from './use-totals.ts'

/** Headline counts of everything live in the project that is looked at. */
export function TotalsStrip({
  sessions,
  history,
}: {
  sessions: readonly SessionView[]
  history: TotalsHistory
}) {
  const now = totalsOf(sessions)
  const { lines, step } = useTotals(history, now)
  const change = changeOf(lines.sessions)
  const share = now.connections > 0 ? Math.round((now.publishers / now.connections) * 100) : 0
  return (
    <section aria-label="Totals" className="flex flex-none overflow-x-auto border-b bg-surface max-sm:hidden">
      <Total label="Sessions" value={now.sessions} line={lines.sessions}>
        <Over span={spanOf(lines.sessions, step)}>
          {change > 0 && '+'}
          {formatCount(change)}
        </Over>
      </Total>
      <Total label="Connections" value={now.connections} line={lines.connections}>
        <Over span={spanOf(lines.connections, step)}>peak {formatCount(peakOf(lines))}</Over>
      </Total>
      <Total label="Publishers" value={now.publishers} line={lines.publishers}>
        {share}% of connections
      </Total>
      <Total label="Subscribers" value={now.subscribers} line={lines.subscribers}>
        not publishing
      </Total>
      <Total label="Recording" value={now.recording}>
        of {formatCount(now.routed)} routed
      </Total>
      <Total label="Open alerts" value={now.alerts} alarmed={now.alerts > 0}>
        {now.oldestAlertAt ? (
          <>
            oldest <Age since={now.oldestAlertAt} />
          </>
        ) : (
          'nothing has alarmed'
        )}
      </Total>
      <Total label="Watched now" value={now.watched}>
        {now.alarmedUnwatched > 0
          ? `${formatCount(now.alarmedUnwatched)} alerted, unwatched`
          : 'no alert unwatched'}
      </Total>
    </section>
  )
}

/** What was found over the time that is known, which is said; nothing where there is no such time. */
function Over({ span, children }: { span: TotalsSpan; children: ReactNode }) {
  switch (span.known) {
    case 'whole':
      return <>{children} in 15&nbsp;min</>
    case 'since':
      return (
        <>
          {children} since <Time at={span.at} />
        </>
      )
    case 'nothing':
      return 'no history yet'
  }
}

function Total({
  label,
  value,
  line,
  alarmed = false,
  children,
}: {
  label: string
  value: number
  line?: readonly (number | null)[]
  alarmed?: boolean
  children: ReactNode
}) {
  return (
    <div className="min-w-36 flex-1 border-r px-4 py-3 last:border-r-0">
      <div className="text-ink-2 text-xs">{label}</div>
      <div className="mt-0.5 flex items-end justify-between gap-2.5">
        <span
          className={clsx('font-[550] text-xl leading-[26px] tracking-[-0.02em]', alarmed && 'text-alert')}
          data-total={label}
        >
          {formatCount(value)}
        </span>
        {line && <Sparkline values={line} width={72} height={20} />}
      </div>
      <div className="tn truncate text-ink-2 text-xs">{children}</div>
    </div>
  )
}
