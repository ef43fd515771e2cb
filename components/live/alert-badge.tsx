import { ShieldAlert } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { ALERT_WORDS } from '#lib/alerts/alert-words.ts'
import type { AlertView } from '#lib/live/model.ts'
import { AlertIcon } from './alert-icon.tsx'

/** What has alarmed in a session: its kind if it is one, how many if there are more. */
export function AlertBadge({ alerts }: { alerts: readonly AlertView[] }) {
  const [first] = alerts
  if (!first) return null
  const kinds = new Set(alerts.map(({ kind }) => kind))
  if (kinds.size > 1) {
    return (
      <Badge tone="alert">
        <ShieldAlert aria-hidden="true" />
        {alerts.length} alerts
      </Badge>
    )
  }
  return (
    <Badge tone="alert">
      <AlertIcon kind={first.kind} />
      {ALERT_WORDS[first.kind].short}
      {alerts.length > 1 && ` ×${alerts.length}`}
    </Badge>
  )
}
