import { alertSentence } from '#components/live/alert-sentence.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import { ALERT_WORDS } from '#lib/alerts/alert-words.ts'
import type { AlertSaid } from '#lib/alerts/model.ts'

/** What an alert says, whatever it is about. */
export function sentenceOf(alert: AlertSaid): string {
  switch (alert.kind) {
    case 'archiveNotStarted':
    case 'archiveStoppedAlone':
    case 'archiveSilent':
      return alertSentence({ kind: alert.kind, ...alert.details })
    case 'uploadLost':
      return alert.details.saved
        ? 'The platform could not put a recording into the bucket. Gavel has it from the platform’s own copy'
        : ALERT_WORDS[alert.kind].long
    case 'endpointDisabled': {
      const { host } = alert.details
      return host === null
        ? ALERT_WORDS[alert.kind].long
        : `${visibleText(host, 100)} is not told of alerts any more: it failed for too long`
    }
    default:
      return ALERT_WORDS[alert.kind].long
  }
}
