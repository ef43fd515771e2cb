/** A session that can be recorded, and what becomes of the recording. */
import type { BrowserClient } from '../browser-client.ts'
import { eventually } from '../eventually.ts'
import type { SdkArchive } from '../opentok-sdk.ts'
import type { Stage } from '../stage.ts'

/** A routed session with one who publishes. */
export const recordable = async (stage: Stage) => {
  const sessionId = await stage.session()
  const mia = await stage.enter(sessionId)
  const streamId = await mia.publish({ name: 'Mia' })
  return { sessionId, mia, streamId }
}

/** Lets so many more pictures be sent: what is recorded then is not empty. */
export const sendPictures = async (page: BrowserClient, count: number): Promise<void> => {
  const from = await page.framesSent()
  await eventually(async () => (await page.framesSent()) >= from + count || 'too few pictures yet', 30_000)
}

export const availableArchive = async (stage: Stage, id: string): Promise<SdkArchive> => {
  await eventually(async () => {
    const { status } = await stage.opentok.archive(id)
    return status === 'available' || status
  }, 60_000)
  return stage.opentok.archive(id)
}
