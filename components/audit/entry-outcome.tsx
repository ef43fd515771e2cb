import { Ban, Check, CircleHelp, CircleX, Send } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { EntryView } from '#lib/record/model.ts'

/** How it stands with what an entry speaks of; only what is not plain "Done" has a colour. */
export function EntryOutcome({ entry: { phase, outcome } }: { entry: Pick<EntryView, 'phase' | 'outcome'> }) {
  if (phase === 'ask')
    return (
      <Badge tone="asked">
        <Send aria-hidden="true" />
        Asked
      </Badge>
    )
  if (phase === 'denied')
    return (
      <Badge tone="failed">
        <Ban aria-hidden="true" />
        Denied
      </Badge>
    )
  return <Settled outcome={outcome} />
}

function Settled({ outcome }: { outcome: string | null }) {
  switch (outcome) {
    case null:
    case 'done':
      return <span className="text-ink-2">Done</span>
    case 'confirmed':
      return (
        <Badge tone="confirmed">
          <Check aria-hidden="true" />
          Confirmed
        </Badge>
      )
    case 'unconfirmed':
      return (
        <Badge tone="stale">
          <CircleHelp aria-hidden="true" />
          Unconfirmed
        </Badge>
      )
    case 'failed':
    case 'refused':
      return (
        <Badge tone="failed">
          <CircleX aria-hidden="true" />
          {outcome === 'failed' ? 'Failed' : 'Refused'}
        </Badge>
      )
    default:
      return <span className="text-ink-2">{visibleText(outcome, 20)}</span>
  }
}
