import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { announceTouched } from './announce-touched.ts'
import { project } from './project/project.ts'

/**
 * These sessions are over for us: nobody will tell of them any more. As if the platform had been asked and listed nobody, so
 * that everything which follows from that follows here. Their rows are locked.
 */
export async function endSessions(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  const present = {
    where: { sessionId: { in: [...ids] }, live: true },
    select: { sessionId: true, projectId: true, platformId: true } as const,
  }
  const missed = { createdAt: null, endedAt: null, endReason: null, seenAt: null, missingAt: at }
  const somebody = { kind: 'participant', data: 'none', grantId: null, personId: null } as const
  const [connections, streams] = [await tx.connection.findMany(present), await tx.stream.findMany(present)]
  const touched = await project(tx, {
    sessions: ids.map((id) => ({ id, createdAt: null, destroyedAt: at })),
    connections: connections.map((row) => ({ ...row, ...missed, ...somebody })),
    streams: streams.map((row) => ({ ...row, ...missed, connection: null, name: null, videoType: null })),
    archives: [],
  })
  await announceTouched(tx, { ...touched, events: [] }, [])
}
