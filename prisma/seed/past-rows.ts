import { createHash } from 'node:crypto'
import { newId } from '#lib/system/ids.ts'
import type { PastPerson, PastRecording, PastSession } from './past-session.ts'

export type PastConnection = {
  id: string
  platformId: string
  name: string
  createdAt: Date
  endedAt: Date
  endReason: string
}
export type PastStream = {
  id: string
  platformId: string
  connectionId: string
  name: string
  videoType: string
  createdAt: Date
  endedAt: Date
  endReason: string
}
export type PastEvent = { kind: string; subject: string | null; reason: string | null; at: Date }

const MINUTE = 60_000
const PUBLISHES_AFTER_MS = 2_400
/** From the ask to the platform's word that somebody is out. */
export const TAKES_EFFECT_MS = 640

/** An id of the same shape as the platform's, the same each time, that the platform has never given out. */
export function pastId(...parts: (string | number)[]): string {
  return createHash('sha256')
    .update(['history', ...parts].join('~'))
    .digest('base64url')
    .slice(0, 32)
}

export function startOf(session: PastSession, today: Date): Date {
  const [hour, minute] = session.at
  const date = today.getUTCDate() - session.daysAgo
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), date, hour, minute))
}

export const atMinute = (start: Date, minute: number, ms = 0) =>
  new Date(start.getTime() + minute * MINUTE + ms)

/** Somebody who shows two things is one connection with two streams. */
export function connectionsOf(session: PastSession, start: Date): PastConnection[] {
  const names = [...new Set(session.people.map(({ name }) => name))]
  return names.map((name) => {
    const stays = session.people.filter((person) => person.name === name)
    const putOut = session.actions?.find((action) => action.kind === 'disconnect' && action.to === name)
    return {
      id: newId(),
      platformId: pastId(session.name, session.daysAgo, name),
      name,
      createdAt: atMinute(start, Math.min(...stays.map(({ came }) => came))),
      endedAt: putOut
        ? atMinute(start, putOut.at, TAKES_EFFECT_MS)
        : atMinute(start, Math.max(...stays.map(({ left }) => left))),
      endReason: putOut ? 'forceDisconnected' : 'clientDisconnected',
    }
  })
}

export function streamsOf(
  session: PastSession,
  start: Date,
  connections: readonly PastConnection[],
): PastStream[] {
  return session.people.flatMap((person) => {
    const connection = connections.find(({ name }) => name === person.name)
    return connection && person.shows ? [streamOf(session, start, person, connection)] : []
  })
}

function streamOf(
  session: PastSession,
  start: Date,
  person: PastPerson,
  connection: PastConnection,
): PastStream {
  const takenAway = session.actions?.find(({ kind, to }) => kind === 'unpublish' && to === person.name)
  const ended = new Date(Math.min(atMinute(start, person.left).getTime(), connection.endedAt.getTime()))
  const videoType = person.shows ?? 'camera'
  return {
    id: newId(),
    platformId: pastId(session.name, session.daysAgo, person.name, videoType),
    connectionId: connection.id,
    name: person.name,
    videoType,
    createdAt: atMinute(start, person.came, PUBLISHES_AFTER_MS),
    endedAt: takenAway ? atMinute(start, takenAway.at, TAKES_EFFECT_MS) : ended,
    endReason: takenAway ? 'forceUnpublished' : connection.endReason,
  }
}

/** What the platform would have told, in the order of its clock. */
export function eventsOf(
  session: PastSession,
  start: Date,
  connections: readonly PastConnection[],
  streams: readonly PastStream[],
): PastEvent[] {
  const lives = [
    ...connections.map((row) => ({ ...row, kind: 'connection' })),
    ...streams.map((row) => ({ ...row, kind: 'stream' })),
  ]
  const inside = lives.flatMap(({ kind, platformId, createdAt, endedAt, endReason }) => [
    event(`${kind}Created`, platformId, createdAt),
    event(`${kind}Destroyed`, platformId, endedAt, endReason),
  ])
  const recorded = session.recording ? recordingEvents(session, session.recording, start) : []
  const sorted = [...inside, ...recorded].sort((a, b) => a.at.getTime() - b.at.getTime())
  const end = atMinute(start, session.minutes)
  return [event('sessionCreated', null, start), ...sorted, event('sessionDestroyed', null, end)]
}

function recordingEvents(session: PastSession, { from, to }: PastRecording, start: Date): PastEvent[] {
  const subject = recordingId(session)
  return [
    event('archiveStarted', subject, atMinute(start, from), 'user initiated'),
    event('archiveStopped', subject, atMinute(start, to), 'user initiated'),
  ]
}

export const recordingId = ({ name, daysAgo }: PastSession) => pastId(name, daysAgo, 'recording')

const event = (kind: string, subject: string | null, at: Date, reason: string | null = null): PastEvent => ({
  kind,
  subject,
  reason,
  at,
})

export type PastCount = { at: Date; connections: number; publishers: number; subscribers: number }

/** Counts after each ten seconds in which somebody came, went, or began or ceased to publish. */
export function countsOf(
  connections: readonly PastConnection[],
  streams: readonly PastStream[],
): PastCount[] {
  const moments = [...connections, ...streams].flatMap(({ createdAt, endedAt }) => [createdAt, endedAt])
  const ticks = [...new Set(moments.map((at) => Math.ceil(at.getTime() / 10_000) * 10_000))].sort(
    (a, b) => a - b,
  )
  const during = (tick: number) => (row: { createdAt: Date; endedAt: Date }) =>
    row.createdAt.getTime() <= tick && row.endedAt.getTime() > tick
  return ticks.map((tick) => {
    const there = connections.filter(during(tick)).length
    const publishers = new Set(streams.filter(during(tick)).map(({ connectionId }) => connectionId)).size
    return { at: new Date(tick), connections: there, publishers, subscribers: there - publishers }
  })
}
