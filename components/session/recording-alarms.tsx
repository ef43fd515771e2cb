import { AlertIcon } from '#components/live/alert-icon.tsx'
import { alertSentence } from '#components/live/alert-sentence.ts'
import { Age } from '#components/ui/age.tsx'
import type { AlertKind, AlertView } from '#lib/live/model.ts'

const OF_RECORDINGS: readonly AlertKind[] = [
  'archiveNotStarted',
  'archiveStoppedAlone',
  'archiveSilent',
  'archiveObjection',
]

/** What is wrong with the recording of this session, beside it. Nothing when nothing is. */
export function RecordingAlarms({ alerts }: { alerts: readonly AlertView[] }) {
  const shown = alerts.filter(({ kind }) => OF_RECORDINGS.includes(kind))
  if (shown.length === 0) return null
  return (
    <ul aria-label="Alarms of the recording" className="mt-2 grid gap-1.5">
      {shown.map((alert) => (
        <li
          key={alert.id}
          className="flex gap-2 rounded-md bg-alert-bg px-2.5 py-1.5 text-xs [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none [&>svg]:text-alert"
        >
          <AlertIcon kind={alert.kind} />
          <span className="wrap-anywhere min-w-0 flex-1">{alertSentence(alert)}</span>
          <span className="flex-none text-ink-2">
            <Age since={alert.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
