'use client'
import { useCallback, useMemo, useState } from 'react'
import { FeedBanner } from '#components/feed/feed-banner.tsx'
import type { LiveStart } from '#components/feed/live-state.ts'
import { useFreshness } from '#components/feed/use-freshness.ts'
import { useConsole } from '#components/shell/console-context.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Inspector } from './inspector.tsx'
import { LiveEmpty } from './live-empty.tsx'
import { ProjectTrouble } from './project-trouble.tsx'
import { SessionTable } from './session-table.tsx'
import { TableFoot } from './table-foot.tsx'
import { type RecentTotals, totalsHistory } from './totals-history.ts'
import { TotalsStrip } from './totals-strip.tsx'
import { useLivePage } from './use-live-page.ts'

const STEPS = 24

/** Every live session, as a table. */
export function LivePage({ start, totals }: { start: LiveStart; totals: RecentTotals }) {
  const { accountId } = useConsole()
  const page = useLivePage(start)
  const { query, change, shown, marks, inspected } = page
  const fresh = useFreshness()
  const [range, setRange] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const history = useMemo(() => totalsHistory(totals, query.project, STEPS), [totals, query.project])
  const clear = () => change({ text: '', recording: false, unwatched: false, project: null })
  return (
    <>
      <PhoneHead title="Live" />
      <h1 className="sr-only max-sm:hidden">Live</h1>
      <FeedBanner />
      <ProjectTrouble projects={start.projects} />
      <TotalsStrip sessions={page.all} history={history} />
      <FilterBar
        query={query}
        onChange={change}
        field={page.field}
        waiting={page.waiting}
        onLetIn={page.letIn}
      />
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          {shown.length === 0 ? (
            <div className="min-h-0 flex-1 bg-surface">
              <LiveEmpty filtered={writeFiltered(query)} onClear={clear} />
            </div>
          ) : (
            <SessionTable
              sessions={shown}
              lines={page.lines}
              sort={query.sort}
              onSort={(sort) => change({ sort })}
              current={page.current}
              marked={marks.marked}
              reader={accountId}
              onPick={page.pick}
              onMove={page.move}
              onRange={onRange}
              handlers={page.hold.handlers}
              stale={fresh !== null && fresh.state !== 'live'}
            />
          )}
          <TableFoot
            range={range}
            total={shown.length}
            marked={marks.marked.size}
            onCopyMarked={page.copyMarked}
            onClearMarked={marks.clear}
          />
        </div>
        {inspected && (
          <Inspector
            session={inspected}
            points={page.lines.get(inspected.id) ?? []}
            reader={accountId}
            onClose={page.closeInspector}
          />
        )}
      </div>
    </>
  )
}

function writeFiltered({
  text,
  recording,
  unwatched,
  project,
}: ReturnType<typeof useLivePage>['query']): boolean {
  return text !== '' || recording || unwatched || project !== null
}
