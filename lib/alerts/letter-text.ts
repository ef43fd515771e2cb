import 'server-only'
import { ALERT_WORDS, LEVEL_WORDS } from './alert-words.ts'
import type { AlertKind, AlertLevel } from './model.ts'

export type Told = { kind: AlertKind; level: AlertLevel; projectName: string; at: Date }

const LISTED = 20

/**
 * One letter of several alerts. It leaves the house and may lie in many mailboxes, so it says what happened, in which project
 * and when; who or which session it was about stands behind the link, for whoever may see it.
 */
export function letterOf(alerts: readonly Told[], url: string): { subject: string; text: string } {
  const [first] = alerts
  const lines = alerts.slice(0, LISTED).map(lineOf)
  const more = alerts.length - lines.length
  return {
    subject:
      alerts.length === 1 && first
        ? `${LEVEL_WORDS[first.level]} alert: ${ALERT_WORDS[first.kind].short}`
        : countWords(alerts),
    text: [
      `${countWords(alerts)} in Gavel:`,
      ...lines,
      ...(more > 0 ? [`And ${more} more.`] : []),
      `Claim and resolve them here:\n${url}/alerts`,
      `You get this because you handle alerts there. Which of them come by mail is set in your account:\n${url}/me/security\n`,
    ].join('\n\n'),
  }
}

function countWords(alerts: readonly Told[]): string {
  const urgent = alerts.filter(({ level }) => level === 'urgent').length
  const all = alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`
  return urgent === 0 ? all : `${all}, ${urgent} urgent`
}

function lineOf({ kind, level, projectName, at }: Told): string {
  const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `${LEVEL_WORDS[level]}: ${ALERT_WORDS[kind].long}.\n${projectName}, ${time}`
}
