import { visibleText } from '#components/ui/visible-text.ts'
import { ALERT_WORDS } from '#lib/alerts/alert-words.ts'
import { alarmSentence } from '#lib/archives/alarm-words.ts'
import type { AlertView } from '#lib/live/model.ts'

/** What an alert says, with its reason where there is one. */
export function alertSentence(alert: Pick<AlertView, 'kind' | 'why' | 'said'>): string {
  return visibleText(alarmSentence(alert) ?? ALERT_WORDS[alert.kind].long, 400)
}
