/** A session of the unified platform, and somebody in it. */
import { z } from 'zod'
import type { BrowserClient } from '../browser-client.ts'
import type { Stage } from '../stage.ts'

/** Somebody enters with a token of the SDK. */
export const enterWithVonage = async (
  stage: Stage,
  sessionId: string,
  role: string,
  data: string,
): Promise<BrowserClient> => {
  const { id, video } = stage.application
  const page = await stage.page()
  await page.connect(id, sessionId, video.generateClientToken(sessionId, { role, data }))
  return page
}

export const vonageScene = async (stage: Stage) => {
  const { video } = stage.application
  const { sessionId } = await video.createSession()
  const mia = await enterWithVonage(stage, sessionId, 'publisher', 'p_mia')
  const streamId = await mia.publish({ name: 'Mia' })
  return { video, sessionId, mia, streamId }
}

/** The SDK's error has the answer in it. */
const answered = z.object({ response: z.object({ status: z.number() }) })

export const statusOf = async (call: Promise<unknown>): Promise<number> => {
  try {
    await call
  } catch (error) {
    return answered.parse(error).response.status
  }
  throw new Error('it was allowed')
}
