import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'

/** A live session as it is found by name. */
export type FoundSession = {
  id: string
  platformId: string
  name: string | null
  projectName: string
  connections: number
}

/** As many as somebody would look through; beyond that a name has to be typed on the Live page. */
const MOST = 1_000

/** The live sessions this actor may see, the fullest first. */
export async function findSessions(actor: Actor, db: Database = database()): Promise<FoundSession[]> {
  const rows = await db.videoSession.findMany({
    where: { live: true, ...whereMay(actor, 'session.view') },
    select: {
      id: true,
      platformId: true,
      name: true,
      connections: true,
      project: { select: { name: true } },
    },
    orderBy: [{ connections: 'desc' }, { id: 'asc' }],
    take: MOST,
  })
  return rows.map(({ project, ...row }) => ({ ...row, projectName: project.name }))
}
