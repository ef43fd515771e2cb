import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type Announcement, announce } from './announce.ts'
import { connectionViews, sessionViews } from './views.ts'

/**
 * `sessionId` only while that session is live: it puts the alert beside it. One cause alarms once, however often it is said,
 * and also when its alert is over: where the same trouble can come anew, its beginning is part of the cause. Only said with
 * more urgency it is told once more.
 */
export type NewAlert = Pick<Prisma.AlertCreateManyInput, 'kind' | 'level' | 'projectId' | 'cause'> & {
  sessionId?: string | null
  connectionId?: string | null
  archiveId?: string | null
  details?: Prisma.InputJsonObject
}

export type AlertPlace = {
  id: string
  projectId: string
  sessionId: string | null
  /** Beside whom it stands; pages are told of them too. */
  connectionId?: string | null
}

/** Raises what was not raised before, and tells every page. Takes the feed's lock: the last thing in a transaction. */
export async function raiseAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<number> {
  const raised = await writeAlerts(tx, alerts)
  await announceAlerts(tx, raised)
  return raised.length
}

/** The rows alone, for who announces more than that; answers those that are news. Letters and programs follow by themselves. */
export async function writeAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<AlertPlace[]> {
  if (alerts.length === 0) return []
  const added = await tx.alert.createManyAndReturn({
    data: alerts.map((alert) => ({ id: newId(), ...alert })),
    skipDuplicates: true,
    select: { id: true, projectId: true, sessionId: true, connectionId: true, cause: true },
  })
  const fresh = new Set(added.map(({ cause }) => cause))
  const urgent = alerts.filter(({ level, cause }) => level === 'urgent' && !fresh.has(cause))
  return [...added.map(({ cause: _, ...place }) => place), ...(await escalate(tx, urgent))]
}

/** Lifts notices to urgent. One that was over is open again: what was put aside as a notice has become something else. */
async function escalate(tx: Tx, alerts: readonly NewAlert[]): Promise<AlertPlace[]> {
  if (alerts.length === 0) return []
  const said = alerts.map(({ cause, details = null }) => ({ cause, details }))
  return tx.$queryRaw<AlertPlace[]>`
    UPDATE "Alert" l SET "level" = 'urgent', "details" = COALESCE(r."details", l."details"),
      "resolvedAt" = NULL, "resolvedById" = NULL, "resolution" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS r("cause" text, "details" jsonb)
    WHERE l."cause" = r."cause" AND l."level" = 'notice'
    RETURNING l."id", l."projectId", l."sessionId", l."connectionId"`
}

/** Tells every page that alerts came, were claimed or ended; beside a session also what is open there now, and beside whom. */
export async function announceAlerts(tx: Tx, alerts: readonly AlertPlace[]): Promise<void> {
  await announce(tx, [...(await peopleBeside(tx, alerts)), ...(await alertAnnouncements(tx, alerts))])
}

/** Their flags are part of their rows. */
async function peopleBeside(tx: Tx, alerts: readonly AlertPlace[]): Promise<Announcement[]> {
  const projects = new Map(alerts.map(({ connectionId, projectId }) => [connectionId, projectId]))
  const people = await connectionViews(tx, [...new Set(alerts.flatMap((alert) => alert.connectionId ?? []))])
  return people.flatMap((connection) => {
    const projectId = projects.get(connection.id)
    const { sessionId } = connection
    return projectId ? [{ projectId, sessionId, change: { kind: 'connection', connection } }] : []
  })
}

/** The same without the people, for who has more to announce and them among it. */
export async function alertAnnouncements(tx: Tx, alerts: readonly AlertPlace[]): Promise<Announcement[]> {
  const sessions = await sessionViews(tx, [...new Set(alerts.flatMap((alert) => alert.sessionId ?? []))])
  return [
    ...sessions.map((session) => ({
      projectId: session.projectId,
      sessionId: session.id,
      change: { kind: 'session' as const, session },
    })),
    ...alertHints(alerts),
  ]
}

/** That these alerts changed, where what is beside their sessions is announced anyway. */
export function alertHints(alerts: readonly AlertPlace[]): Announcement[] {
  return alerts.map(({ id, projectId }) => ({
    projectId,
    sessionId: null,
    change: { kind: 'alert' as const, alert: { id } },
  }))
}
