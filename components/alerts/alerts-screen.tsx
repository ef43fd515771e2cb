'use client'
import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useFreshOn } from '#components/feed/use-fresh-on.ts'
import { useChosenRow } from '#components/keys/use-chosen-row.ts'
import { useKeys } from '#components/keys/use-keys.ts'
import { KeptNote } from '#components/live/kept-note.tsx'
import { useKeptPlaces } from '#components/live/use-kept-places.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { AlertList, AlertPart, AlertQuery, AlertView } from '#lib/alerts/model.ts'
import type { FeedMessage } from '#lib/live/model.ts'
import { AlertFilters } from './alert-filters.tsx'
import { AlertRow } from './alert-row.tsx'
import { aboutPath, alertsPath } from './alerts-path.ts'
import { ResolveDialog } from './resolve-dialog.tsx'
import { type AlertVerbs, useAlertVerbs } from './use-alert-verbs.ts'

const HERE = 'Alerts'
const NOTHING: Record<AlertPart, string> = {
  open: 'No alert is open',
  mine: 'You have claimed no alert that is open',
  resolved: 'No alert is over yet',
}
const isAboutAlerts = ({ change }: FeedMessage) => change.kind === 'alert'

/** Alerts of one part, the first chosen: by hand, or by keys alone. */
export function AlertsScreen({ list, query }: { list: AlertList; query: AlertQuery }) {
  const router = useRouter()
  const verbs = useAlertVerbs()
  useFreshOn(list.position, isAboutAlerts)
  const { rows, waiting, handlers, letIn } = useKeptPlaces(list.alerts, verbs.pending)
  const { chosen, choose } = useAlertKeys(rows, verbs)
  const isFiltered = query.kind !== undefined || query.level !== undefined || query.project !== undefined
  return (
    <>
      <header className="flex min-h-13 flex-none flex-wrap items-center gap-2.5 border-b px-4 py-2">
        <h1 className="font-semibold text-[0.9375rem] max-sm:hidden">Alerts</h1>
        <span className="flex-1 text-ink-2 max-sm:hidden">{formatCount(list.open)} open</span>
        <AlertFilters query={query} />
        <Segmented<AlertPart>
          label="Which alerts"
          chosen={query.show}
          onChoose={(show) => router.push(alertsPath(query, { show }))}
          segments={[
            { id: 'open', label: 'Open' },
            { id: 'mine', label: 'Mine' },
            { id: 'resolved', label: 'Resolved' },
          ]}
        />
      </header>
      {verbs.undoable !== null && <UndoBand verbs={verbs} alertId={verbs.undoable} />}
      <ScrollRegion label="Alerts" className="min-h-0 flex-1 bg-surface">
        <div className="px-4 empty:hidden">
          <FormProblem>{verbs.problem}</FormProblem>
        </div>
        <KeptNote waiting={waiting} what="alerts" group={HERE} letIn={letIn} />
        {rows.length === 0 && (
          <EmptyState icon={<BellOff aria-hidden="true" />} title={NOTHING[query.show]}>
            {isFiltered
              ? 'There may be others: take a filter away to see them.'
              : 'What the system notices and somebody should look at comes here.'}
          </EmptyState>
        )}
        <ul className="empty:hidden" {...handlers}>
          {rows.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              verbs={verbs}
              chosen={alert.id === chosen?.id}
              onChoose={() => choose(alert.id)}
            />
          ))}
        </ul>
        {list.next && (
          <p className="p-4 text-center">
            <Button asChild>
              <Link href={alertsPath(query, { after: list.next })}>Older alerts</Link>
            </Button>
          </p>
        )}
      </ScrollRegion>
      <ResolveDialog verbs={verbs} />
    </>
  )
}

function UndoBand({ verbs, alertId }: { verbs: AlertVerbs; alertId: string }) {
  return (
    <p className="flex flex-none items-center gap-3 border-b px-4 py-1.5 text-ink-2">
      Resolved
      <Button size="sm" disabled={verbs.pending} onClick={() => verbs.undo(alertId)}>
        Undo <Key>z</Key>
      </Button>
    </p>
  )
}

/** What keys do with the chosen row. */
function useAlertKeys(alerts: readonly AlertView[], verbs: AlertVerbs) {
  const router = useRouter()
  const { chosen, choose, move, settled } = useChosenRow(alerts)
  const act = (run: (alert: AlertView) => void) => () => {
    if (chosen && settled()) run(chosen)
  }
  const undo = () => {
    if (verbs.undoable !== null) verbs.undo(verbs.undoable)
    else if (chosen?.end?.by === 'person' && chosen.end.mayUndo) verbs.undo(chosen.id)
  }
  const open = () => {
    const href = chosen && aboutPath(chosen.about)
    if (href) router.push(href)
  }
  useKeys(
    [
      { keys: 'j', label: 'Next alert', group: HERE, repeats: true, run: () => move(1) },
      { keys: 'k', label: 'Previous alert', group: HERE, repeats: true, run: () => move(-1) },
      { keys: 'c', label: 'Claim or release', group: HERE, run: act(verbs.claim) },
      { keys: 'Enter', label: 'Open what it is about', group: HERE, run: open },
      { keys: 'shift+Enter', label: 'Resolve', group: HERE, run: act(verbs.resolve) },
      { keys: 'z', label: 'Undo', group: HERE, run: undo },
    ],
    verbs.resolving === null,
  )
  return { chosen, choose }
}
