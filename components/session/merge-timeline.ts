import type { ConnectionView, TimelineEvent } from '#lib/live/model.ts'
import { ACTION_OBJECT, actionLead, outcomeWords } from './action-words.ts'
import { eventWords, type RowIcon } from './event-words.ts'
import type { ShownAction } from './shown-action.ts'

export type TimelineFilter = 'everything' | 'actions' | 'platform'
export type RowTone = 'quiet' | 'asked' | 'confirmed' | 'failed' | 'unconfirmed' | 'recording'

/** One line of the timeline: what happened, to whom, and the second line under it. */
export type TimelineRow = {
  id: string
  source: 'action' | 'platform'
  at: string
  icon: RowIcon
  tone: RowTone
  lead: string
  /** Hostile text. */
  whom: string | null
  connectionId: string | null
  detail: string | null
}

/** What the platform told and what moderators did, as one list, newest first. */
export function mergeTimeline(
  events: readonly TimelineEvent[],
  actions: readonly ShownAction[],
  people: ReadonlyMap<string, ConnectionView>,
  streamOwner: (streamId: string) => string | null,
): TimelineRow[] {
  const rows = [
    ...actions.map((action) => actionRow(action, people, streamOwner)),
    ...events.flatMap((event) => eventRow(event, people) ?? []),
  ]
  return rows.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : rank(a) - rank(b)))
}

/** A reason and what became of it, in one line; the reason may be a sentence already. */
function sentences(reason: string | null, second: string | null): string {
  if (!reason || !second) return reason ?? second ?? ''
  return /[.!?…]$/.test(reason) ? `${reason} ${second}` : `${reason}. ${second}`
}

/** At one time, what was done stands above what the platform told of it. */
const rank = (row: TimelineRow): number => (row.source === 'action' ? 0 : 1)

export function filterTimeline(rows: readonly TimelineRow[], filter: TimelineFilter): readonly TimelineRow[] {
  if (filter === 'everything') return rows
  return rows.filter((row) => (filter === 'actions') === (row.source === 'action'))
}

function actionRow(
  action: ShownAction,
  people: ReadonlyMap<string, ConnectionView>,
  streamOwner: (streamId: string) => string | null,
): TimelineRow {
  const [target] = action.targets
  const connectionId = target?.connectionId ?? (target?.streamId ? streamOwner(target.streamId) : null)
  const { look, words, detail } = outcomeWords(action.kind, action.outcome, action.askedAt)
  const object = ACTION_OBJECT[action.kind]
  const second =
    look === 'confirmed' ? detail : action.outcome.state === 'asked' ? 'Asking the platform' : words
  const agreed = action.approvedBy ? `Agreed to by ${action.approvedBy}.` : null
  return {
    id: action.id,
    source: 'action',
    at: action.askedAt,
    icon: action.kind,
    tone: look === 'sent' ? 'asked' : look,
    lead: actionLead(action.kind, action.outcome, whoDid(action)),
    whom: object ?? nameOf(connectionId, people),
    connectionId: object ? null : connectionId,
    detail: sentences(sentences(action.reason, agreed) || null, second),
  }
}

/** What the policy stops is stopped in the name of whoever began it, as an action has somebody; they did nothing. */
const BY_POLICY = 'Stopped by Gavel: '

function whoDid({ kind, reason, mine, actorName }: ShownAction): string {
  if (kind === 'stopArchive' && reason?.startsWith(BY_POLICY)) return 'Gavel'
  return mine ? 'You' : actorName
}

function eventRow(event: TimelineEvent, people: ReadonlyMap<string, ConnectionView>): TimelineRow | null {
  const connection = event.connectionId === null ? undefined : people.get(event.connectionId)
  const words = eventWords(event, connection)
  if (!words) return null
  return {
    id: event.id,
    source: 'platform',
    at: event.at,
    tone: words.icon === 'archive' ? 'recording' : 'quiet',
    whom: event.connectionId === null ? null : nameOf(event.connectionId, people),
    connectionId: event.connectionId,
    ...words,
  }
}

function nameOf(connectionId: string | null, people: ReadonlyMap<string, ConnectionView>): string {
  return (connectionId !== null && people.get(connectionId)?.name) || 'somebody unknown'
}
