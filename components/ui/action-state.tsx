import { clsx } from 'clsx'
import { Check, CircleHelp, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { AskedRing } from './asked-ring.tsx'

type OutcomeState = 'asked' | 'sent' | 'confirmed' | 'failed' | 'unconfirmed'

const LOOK: Record<OutcomeState, { colour: string; icon: ReactNode }> = {
  asked: { colour: 'text-asked', icon: <AskedRing /> },
  sent: { colour: 'text-asked', icon: <AskedRing /> },
  confirmed: { colour: 'text-confirmed', icon: <Check aria-hidden="true" /> },
  failed: { colour: 'text-failed', icon: <CircleX aria-hidden="true" /> },
  unconfirmed: { colour: 'text-stale', icon: <CircleHelp aria-hidden="true" /> },
}

type ActionStateProps = {
  state: OutcomeState
  /** "Asking to mute", "Muted 0.4 s ago", "Not muted: she had left". */
  children: ReactNode
  /** Second line: why, or what it means. */
  detail?: ReactNode
  /** The one way on: "Ask again", "Dismiss". */
  wayOn?: ReactNode
  /** A confirmed state older than eight seconds is plain text. */
  faded?: boolean
}

/** How far an action got, where the person looks. A state is never guessed. */
export function ActionState({ state, children, detail, wayOn, faded = false }: ActionStateProps) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <span
        className={clsx(
          'grid w-4 place-items-center [&>svg]:size-3.5',
          faded ? 'text-ink-3' : LOOK[state].colour,
        )}
      >
        {LOOK[state].icon}
      </span>
      <span className="min-w-0 flex-1">
        <span className={clsx('block truncate', faded ? 'text-ink-2' : ['font-medium', LOOK[state].colour])}>
          {children}
        </span>
        {detail && <span className="block truncate text-ink-2 text-xs">{detail}</span>}
      </span>
      {wayOn}
    </span>
  )
}
