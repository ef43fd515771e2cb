'use client'
import { clsx } from 'clsx'
import { Check, CircleHelp, CircleX } from 'lucide-react'
import { Age } from '#components/ui/age.tsx'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { OutcomeWords } from './action-words.ts'
import { outcomeWords, type ShownOutcome } from './action-words.ts'
import { prominence, type ShownAction } from './shown-action.ts'

export const LOOK_COLOUR: Record<OutcomeWords['look'], string> = {
  asked: 'text-asked',
  sent: 'text-asked',
  confirmed: 'text-confirmed',
  failed: 'text-failed',
  unconfirmed: 'text-stale',
}

export function LookIcon({ look }: { look: OutcomeWords['look'] }) {
  if (look === 'asked' || look === 'sent') return <AskedRing />
  if (look === 'confirmed') return <Check aria-hidden="true" />
  return look === 'failed' ? <CircleX aria-hidden="true" /> : <CircleHelp aria-hidden="true" />
}

/** How far the last action got, in one line: "Asking to mute", "Muted 0.4 s ago", "Not muted: they had left". */
export function OutcomeLine({
  action,
  outcome,
  className,
}: {
  action: ShownAction
  outcome: ShownOutcome
  className?: string
}) {
  const shown = prominence(outcome, useNow())
  if (shown === 'gone') return null
  const { look, words, since } = outcomeWords(action.kind, outcome, action.askedAt)
  return (
    <span
      className={clsx(
        'inline-flex min-w-0 items-center gap-[5px] [&>svg]:size-[11px] [&>svg]:flex-none',
        shown === 'faded' ? 'text-ink-2' : LOOK_COLOUR[look],
        className,
      )}
    >
      <LookIcon look={look} />
      <span className="truncate">
        {words}
        {since && (
          <>
            {' '}
            <Age since={since} tenths /> ago
          </>
        )}
        {look === 'asked' && (
          <>
            , <Age since={action.askedAt} tenths />
          </>
        )}
      </span>
    </span>
  )
}
