import { formatCount } from '#components/ui/format.ts'
import type { RequestItem } from './request-item.ts'

/** How long something still waits: `Expires in 8 min 50 s`. */
export function leftWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000)
  if (seconds <= 0) return 'Expired'
  if (seconds < 60) return `Expires in ${seconds} s`
  if (seconds < 3_600) return `Expires in ${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `Expires in ${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}

const STATE_WORDS: Record<RequestItem['state'], string> = {
  waiting: 'Waits',
  approved: 'Approved',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Expired unanswered',
  used: 'Approved',
  deleting: 'Approved',
  done: 'Deleted, agreed to',
}

/** What came of a request, with who said so. Names are shown as their own text elsewhere; here stands the state. */
export function decisionWords({ state, answeredBy }: Pick<RequestItem, 'state' | 'answeredBy'>): string {
  if (state === 'expired' && answeredBy) return 'Approved and not used in time'
  return answeredBy ? `${STATE_WORDS[state]} by` : STATE_WORDS[state]
}

/** Who would be told. */
export function toldWords(connections: number): string {
  return connections === 1 ? '1 person will be told' : `${formatCount(connections)} people will be told`
}

/** Who may answer: `Lead or Admin`. */
export function answererWords(names: readonly string[]): string {
  if (names.length === 0) return 'whoever may answer requests'
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
