import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Database } from '#lib/system/database.ts'
import { recordingOverHttp } from '../../kit/recording-over-http.ts'
import type { Outside } from './job.ts'

export const FILM = randomBytes(20_000)

/** A recording that its platform has, of a project that keeps its own in a bucket; nothing else is due. */
export async function aRecording(db: Database, { dataDir, s3 }: Outside) {
  await db.storage.updateMany({ data: { checkedAt: new Date() } })
  const recording = await recordingOverHttp(db, FILM, { dataDir, s3 })
  onTestFinished(() => recording.end())
  await db.storage.updateMany({ where: { projectId: recording.projectId }, data: { checkedAt: new Date() } })
  const { platform, archiveId } = recording
  const asked = s3.state.asked.length
  return {
    ...recording,
    custody: () => db.custody.findUniqueOrThrow({ where: { archiveId } }),
    /** What the bucket was asked since, of this kind. */
    inBucket: (method: string) =>
      s3.state.asked.slice(asked).filter((one) => one.startsWith(`${method} `)).length,
    onPlatform: () => ({ asked: platform.deletionsAsked, deleted: platform.deleted }),
  }
}
