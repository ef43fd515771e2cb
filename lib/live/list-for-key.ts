import 'server-only'
import type { Where } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'

/** A live session as a program is told of it: counts, and nothing of who is there. */
export type SessionForKey = {
  id: string
  platformId: string
  name: string | null
  projectId: string
  liveSince: string | null
  connections: number
  publishers: number
  subscribers: number
  evidenceAt: string
}

const MOST = 1_000

/** The live sessions of these projects, the fullest first. */
export async function listForKey(where: Where, db: Database = database()): Promise<SessionForKey[]> {
  const rows = await db.videoSession.findMany({
    where: { live: true, ...(where === 'everywhere' ? {} : { projectId: { in: [...where] } }) },
    select: {
      id: true,
      platformId: true,
      name: true,
      projectId: true,
      liveSince: true,
      connections: true,
      publishers: true,
      subscribers: true,
      evidenceAt: true,
    },
    orderBy: [{ connections: 'desc' }, { id: 'asc' }],
    take: MOST,
  })
  return rows.map(({ liveSince, evidenceAt, ...row }) => ({
    ...row,
    liveSince: liveSince?.toISOString() ?? null,
    evidenceAt: evidenceAt.toISOString(),
  }))
}
