'use client'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { claimAlert, releaseAlert, reopenAlert } from '#lib/alerts/actions.ts'
import type { AlertView } from '#lib/alerts/model.ts'

export type AlertVerbs = ReturnType<typeof useAlertVerbs>

/** What can be done with an alert, by button or key. `undoable`: the one that the reader has resolved last on this page. */
export function useAlertVerbs() {
  const { run, pending, problem } = useDoor()
  const [resolving, setResolving] = useState<AlertView | null>(null)
  const [undoable, setUndoable] = useState<string | null>(null)
  const isFree = ({ mayHandle, end }: AlertView) => mayHandle && end === null && !pending
  return {
    pending,
    problem,
    resolving,
    undoable,
    closeResolving: () => setResolving(null),
    resolved: (alertId: string) => {
      setResolving(null)
      setUndoable(alertId)
    },
    /** Claims what nobody has claimed, and leaves what is one's own to others again. */
    claim: (alert: AlertView) => {
      if (!isFree(alert)) return
      const input = { alertId: alert.id }
      if (alert.claimed?.mine) run(() => releaseAlert(input), { done: 'Left to others' })
      else run(() => claimAlert(input), { done: 'Claimed' })
    },
    resolve: (alert: AlertView) => isFree(alert) && setResolving(alert),
    undo: (alertId: string) => {
      if (!pending)
        run(() => reopenAlert({ alertId }), { done: 'Open again', onDone: () => setUndoable(null) })
    },
  }
}
