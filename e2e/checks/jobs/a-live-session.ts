import { onTestFinished } from 'vitest'
import { platformFor } from '#lib/platform/platform-for.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { answeringPlatform, projectOn } from '../../kit/answering-platform.ts'
import { aSession } from '../../kit/rows.ts'
import { ago } from './job.ts'

/** A session that is live, with one person in it, on a platform that is asked by HTTP. */
export async function aLiveSession(db: Database) {
  const platform = await answeringPlatform()
  onTestFinished(() => platform.stop())
  const projectId = await projectOn(db, platform)
  const since = ago(600)
  const { id: sessionId } = await aSession(db, projectId, { live: true, liveSince: since, connections: 1 })
  await db.videoSession.update({ where: { id: sessionId }, data: { mode: 'routed', publishers: 1 } })
  const inIt = { projectId, sessionId, platformId: newId(), live: true, createdAt: since }
  const connection = await db.connection.create({ data: inIt })
  return { platform, projectId, sessionId, connection, platformOf: (id: string) => platformFor(id, db) }
}
