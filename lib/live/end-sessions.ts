import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { announceTouched } from './announce-touched.ts'
import { project } from './project/project.ts'

/** These sessions are over for us, as if the platform had said so: nobody will tell of them any more. Their rows are locked. */
export async function endSessions(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  const sessions = ids.map((id) => ({ id, createdAt: null, destroyedAt: at }))
  const touched = await project(tx, { sessions, connections: [], streams: [], archives: [] })
  await announceTouched(tx, { ...touched, events: [] }, [])
}
