import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { announce } from './announce.ts'
import { connectionViews, sessionViews } from './views.ts'

/** `sessionId` only while that session is live: it puts the alert beside it. One cause alarms once, however often it is said. */
export type NewAlert = Pick<Prisma.AlertCreateManyInput, 'kind' | 'level' | 'projectId' | 'cause'> & {
  sessionId?: string | null
  connectionId?: string | null
  archiveId?: string | null
  details?: Prisma.InputJsonObject
}

/** Raises what was not raised before, and tells every page. Takes the feed's lock: the last thing in a transaction. */
export async function raiseAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<number> {
  if (alerts.length === 0) return 0
  const raised = await tx.alert.createManyAndReturn({
    data: alerts.map((alert) => ({ id: newId(), ...alert })),
    skipDuplicates: true,
    select: { id: true, projectId: true, sessionId: true, connectionId: true },
  })
  await announceAlerts(tx, raised)
  return raised.length
}

/** Tells every page that alerts came, were claimed or ended; beside a session also what is open there now, and beside whom. */
export async function announceAlerts(
  tx: Tx,
  alerts: readonly {
    id: string
    projectId: string
    sessionId: string | null
    connectionId?: string | null
  }[],
): Promise<void> {
  const sessions = await sessionViews(tx, [...new Set(alerts.flatMap((alert) => alert.sessionId ?? []))])
  const projects = new Map(sessions.map((session) => [session.id, session.projectId]))
  const people = await connectionViews(tx, [...new Set(alerts.flatMap((alert) => alert.connectionId ?? []))])
  await announce(tx, [
    ...people.flatMap((connection) => {
      const { sessionId } = connection
      const projectId = projects.get(sessionId)
      return projectId ? [{ projectId, sessionId, change: { kind: 'connection' as const, connection } }] : []
    }),
    ...sessions.map((session) => ({
      projectId: session.projectId,
      sessionId: session.id,
      change: { kind: 'session' as const, session },
    })),
    ...alerts.map(({ id, projectId }) => ({
      projectId,
      sessionId: null,
      change: { kind: 'alert' as const, alert: { id } },
    })),
  ])
}
