import { createHash } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import {
  atMinute,
  connectionsOf,
  countsOf,
  eventsOf,
  type PastConnection,
  type PastEvent,
  type PastStream,
  pastId,
  recordingId,
  startOf,
  streamsOf,
  TAKES_EFFECT_MS,
} from './past-rows.ts'
import type { PastAction, PastRecording, PastSession } from './past-session.ts'

export type Moderators = Record<'Ines' | 'Tomasz', string>
type Cast = { moderators: Moderators; connections: readonly PastConnection[]; streams: readonly PastStream[] }
type Place = { id: string; projectId: string; start: Date }

/** Writes those past sessions that are not there yet, each whole or not at all. Says how many were. */
export async function writeHistory(
  db: Database,
  history: readonly PastSession[],
  moderators: Moderators,
  today: Date,
): Promise<number> {
  const projects = await db.project.findMany({ select: { id: true, name: true } })
  const there = await db.videoSession.findMany({
    where: { platformId: { in: history.map(platformIdOf) } },
    select: { platformId: true },
  })
  const known = new Set(there.map(({ platformId }) => platformId))
  const missing = history.filter((session) => !known.has(platformIdOf(session)))
  for (const session of missing) {
    const project = projects.find(({ name }) => name === session.project)
    if (project) await writeSession(db, session, project.id, moderators, today)
  }
  return missing.length
}

async function writeSession(
  db: Database,
  session: PastSession,
  projectId: string,
  moderators: Moderators,
  today: Date,
): Promise<void> {
  const platformId = platformIdOf(session)
  const [start, id] = [startOf(session, today), newId()]
  const end = atMinute(start, session.minutes)
  const connections = connectionsOf(session, start)
  const streams = streamsOf(session, start, connections)
  await db.$transaction(async (tx) => {
    await tx.videoSession.create({ data: { ...sessionRow(session, start, end), id, projectId, platformId } })
    await writePeople(tx, { id, projectId, start }, connections, streams)
    await writeEvents(tx, { id, projectId, start }, eventsOf(session, start, connections, streams))
    await tx.countSample.createMany({
      data: countsOf(connections, streams).map((count) => ({ sessionId: id, ...count })),
    })
    for (const action of session.actions ?? [])
      await writeAction(tx, { id, projectId, start }, action, { moderators, connections, streams })
    if (session.recording)
      await writeRecording(tx, { id, projectId, start }, session, session.recording, moderators)
    await recordMade(tx, projectId, id)
  })
}

const platformIdOf = ({ name, daysAgo }: PastSession) => `2_${pastId(name, daysAgo)}`

function sessionRow({ name, mode, capacity }: PastSession, start: Date, end: Date) {
  const clock = { firstSeenAt: start, lastCreatedAt: start, lastDestroyedAt: end, evidenceAt: end }
  return { name, mode, capacity, ...clock }
}

async function writePeople(
  tx: Tx,
  place: Place,
  connections: PastConnection[],
  streams: PastStream[],
): Promise<void> {
  const at = { sessionId: place.id, projectId: place.projectId }
  for (const { name, ...row } of connections) {
    const personId = await personNamed(tx, place.projectId, name)
    await tx.connection.create({ data: { ...row, ...at, data: 'person', personId } })
  }
  await tx.stream.createMany({ data: streams.map((row) => ({ ...row, ...at })) })
}

/** The evening's people have been here before: they are the same persons. */
async function personNamed(tx: Tx, projectId: string, name: string): Promise<string> {
  const known = await tx.person.findFirst({ where: { projectId, name }, select: { id: true } })
  if (known) return known.id
  const ref = `p_${pastId(name).replaceAll(/[-_]/g, '').slice(0, 12)}`
  const person = await tx.person.create({ data: { id: newId(), projectId, ref, name }, select: { id: true } })
  return person.id
}

async function writeEvents(tx: Tx, { id, projectId }: Place, events: readonly PastEvent[]): Promise<void> {
  await tx.platformEvent.createMany({
    data: events.map(({ kind, subject, reason, at }) => ({
      projectId,
      sessionId: id,
      digest: new Uint8Array(
        createHash('sha256').update(`${id} ${kind} ${subject} ${at.getTime()}`).digest(),
      ),
      kind,
      subject,
      reason,
      platformAt: at,
      storedAt: at,
      verified: true,
      body: { event: kind },
    })),
  })
}

const EVIDENCE = { mute: 'watcher', warn: 'receipt', disconnect: 'callback', unpublish: 'callback' } as const

async function writeAction(
  tx: Tx,
  { id, projectId, start }: Place,
  { at, kind, by, to, reason }: PastAction,
  { moderators, connections, streams }: Cast,
): Promise<void> {
  const connection = connections.find(({ name }) => name === to)
  const stream = streams.find(({ name }) => name === to)
  const aboutStream = kind === 'mute' || kind === 'unpublish'
  const settledAt = atMinute(start, at, TAKES_EFFECT_MS)
  const times = { askedAt: atMinute(start, at), sentAt: atMinute(start, at, TAKES_EFFECT_MS / 4), settledAt }
  const target = aboutStream ? { streamId: stream?.id ?? null } : { connectionId: connection?.id ?? null }
  await tx.action.create({
    data: {
      id: newId(),
      kind,
      projectId,
      sessionId: id,
      actorId: moderators[by],
      reason,
      state: 'confirmed',
      ...times,
      requestId: 'history',
      targets: {
        create: [{ id: newId(), state: 'confirmed', settledAt, evidence: EVIDENCE[kind], ...target }],
      },
    },
  })
}

async function writeRecording(
  tx: Tx,
  { id, projectId, start }: Place,
  session: PastSession,
  { from, to, state, by, megabytes }: PastRecording,
  moderators: Moderators,
): Promise<void> {
  await tx.archive.create({
    data: {
      id: newId(),
      projectId,
      sessionId: id,
      platformId: recordingId(session),
      name: session.name,
      state,
      reason: 'user initiated',
      outputMode: 'composed',
      resolution: '640x480',
      startedAt: atMinute(start, from),
      stoppedAt: atMinute(start, to),
      duration: (to - from) * 60,
      size: BigInt(megabytes) * 1_000_000n,
      startedById: moderators[by],
      updatedAt: atMinute(start, to + 72 * 60),
    },
  })
}

/** The record says what this is: written at a start of the demo, by nobody, and when. */
async function recordMade(tx: Tx, projectId: string, sessionId: string): Promise<void> {
  await recordAudit(tx, {
    phase: 'event',
    action: 'demo.history',
    actorId: null,
    deviceId: null,
    address: null,
    projectId,
    sessionId,
    subject: `session:${sessionId}`,
    details: { fiction: true },
    requestId: 'start',
  })
}
