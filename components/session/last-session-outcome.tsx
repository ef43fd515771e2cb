'use client'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { outcomeWords } from './action-words.ts'
import { OutcomeLine } from './outcome-line.tsx'
import { prominence, type ShownAction } from './shown-action.ts'

/** How the last action on the whole session (or on its recording) ended, with the one way on. */
export function LastSessionOutcome({
  action,
  onAgain,
  onDismiss,
}: {
  action: ShownAction
  onAgain: (action: ShownAction) => void
  onDismiss: (id: string) => void
}) {
  const { wayOn } = outcomeWords(action.kind, action.outcome, action.askedAt)
  if (prominence(action.outcome, useNow()) === 'gone') return null
  return (
    <div className="mt-2 grid gap-1.5 text-xs">
      <OutcomeLine action={action} outcome={action.outcome} className="[&>span]:whitespace-normal" />
      {wayOn && (wayOn === 'dismiss' || action.mine) && (
        <Button size="sm" onClick={() => (wayOn === 'dismiss' ? onDismiss(action.id) : onAgain(action))}>
          {wayOn === 'dismiss' ? 'Dismiss' : 'Ask again'}
        </Button>
      )}
    </div>
  )
}
