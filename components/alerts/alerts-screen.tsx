'use client'
import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useFreshOn } from '#components/feed/use-fresh-on.ts'
import { useKeys } from '#components/keys/use-keys.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { AlertList, AlertPart, AlertQuery } from '#lib/alerts/model.ts'
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
  const { chosen, choose } = useAlertKeys(list, verbs)
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
        {list.alerts.length === 0 && (
          <EmptyState icon={<BellOff aria-hidden="true" />} title={NOTHING[query.show]}>
            {isFiltered
              ? 'There may be others: take a filter away to see them.'
              : 'What the system notices and somebody should look at comes here.'}
          </EmptyState>
        )}
        <ul className="empty:hidden">
          {list.alerts.map((alert) => (
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

/** The chosen row and what keys do with it. When it goes, its place is what is chosen. */
function useAlertKeys({ alerts }: AlertList, verbs: AlertVerbs) {
  const router = useRouter()
  const [at, setAt] = useState<{ id: string | null; index: number }>({ id: null, index: 0 })
  const found = alerts.findIndex(({ id }) => id === at.id)
  const index = found >= 0 ? found : Math.min(at.index, Math.max(0, alerts.length - 1))
  const chosen = alerts[index] ?? null
  const choose = (id: string) => setAt({ id, index: alerts.findIndex((alert) => alert.id === id) })
  const move = (step: number) => {
    const next = alerts[index + step]
    if (next) choose(next.id)
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
      { keys: 'j', label: 'Next alert', group: HERE, run: () => move(1) },
      { keys: 'k', label: 'Previous alert', group: HERE, run: () => move(-1) },
      { keys: 'c', label: 'Claim or release', group: HERE, run: () => chosen && verbs.claim(chosen) },
      { keys: 'Enter', label: 'Open what it is about', group: HERE, run: open },
      { keys: 'shift+Enter', label: 'Resolve', group: HERE, run: () => chosen && verbs.resolve(chosen) },
      { keys: 'z', label: 'Undo', group: HERE, run: undo },
    ],
    verbs.resolving === null,
  )
  return { chosen, choose }
}
