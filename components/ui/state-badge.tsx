import { Check, CircleHelp, CircleX, ClockAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { AskedRing } from './asked-ring.tsx'
import { Badge, type Tone } from './badge.tsx'
import { Dot } from './dot.tsx'

export type BadgeState =
  | 'asked'
  | 'sent'
  | 'confirmed'
  | 'failed'
  | 'unconfirmed'
  | 'live'
  | 'recording'
  | 'stale'

const SIGN: Record<BadgeState, { tone: Tone; icon: ReactNode }> = {
  asked: { tone: 'asked', icon: <AskedRing /> },
  sent: { tone: 'asked', icon: <AskedRing /> },
  confirmed: { tone: 'confirmed', icon: <Check aria-hidden="true" /> },
  failed: { tone: 'failed', icon: <CircleX aria-hidden="true" /> },
  unconfirmed: { tone: 'stale', icon: <CircleHelp aria-hidden="true" /> },
  live: { tone: 'live', icon: <Dot /> },
  recording: { tone: 'recording', icon: <Dot /> },
  stale: { tone: 'stale', icon: <ClockAlert aria-hidden="true" /> },
}

/** One of the product's states; the words beside the icon are the caller's. */
export function StateBadge({ state, children }: { state: BadgeState; children: ReactNode }) {
  return (
    <Badge tone={SIGN[state].tone}>
      {SIGN[state].icon}
      <span>{children}</span>
    </Badge>
  )
}
