import { AlertIcon } from '#components/live/alert-icon.tsx'
import { alertSentence } from '#components/live/alert-sentence.ts'
import { Time } from '#components/ui/time.tsx'
import type { AlarmView } from '#lib/archives/model.ts'

/** What has alarmed about a recording, and since when it no longer does. Nothing when nothing has. */
export function ArchiveAlarms({ alarms }: { alarms: readonly AlarmView[] }) {
  if (alarms.length === 0) return null
  return (
    <section className="border-t px-4 py-3">
      <h2 className="mb-1.5 font-[550]">Alarms</h2>
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.id} className="flex items-baseline gap-2 py-1">
            <span
              className={`self-center [&>svg]:size-3.5 ${alarm.over === null ? 'text-alert' : 'text-ink-2'}`}
            >
              <AlertIcon kind={alarm.kind} />
            </span>
            <span className="wrap-anywhere min-w-0 flex-1">{alertSentence(alarm)}</span>
            <span className="flex-none text-ink-2">
              <Time at={alarm.at} />
              {alarm.over !== null && (
                <>
                  , over <Time at={alarm.over} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
