'use client'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { outcomeWords } from './action-words.ts'
import type { Person } from './group-people.ts'
import { OutcomeLine } from './outcome-line.tsx'
import { outcomeFor, prominence, type ShownAction } from './shown-action.ts'

/** How the last action on this person ended, with the one way on. */
export function LastOutcome({
  action,
  person,
  onAgain,
  onDismiss,
}: {
  action: ShownAction
  person: Person
  onAgain: (action: ShownAction) => void
  onDismiss: (id: string) => void
}) {
  const outcome = outcomeFor(action, person)
  const { wayOn } = outcomeWords(action.kind, outcome, action.askedAt)
  const shown = prominence(outcome, useNow())
  if (action.dismissed || shown === 'gone') return null
  return (
    <span className="inline-flex min-w-0 items-center gap-2 text-xs">
      <OutcomeLine action={action} outcome={outcome} />
      {wayOn === 'ask-again' && action.mine && (
        <Button size="sm" onClick={() => onAgain(action)}>
          Ask again
        </Button>
      )}
      {wayOn === 'dismiss' && (
        <Button size="sm" onClick={() => onDismiss(action.id)}>
          Dismiss
        </Button>
      )}
    </span>
  )
}
