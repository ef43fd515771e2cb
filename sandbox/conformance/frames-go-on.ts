import type { BrowserClient } from './browser-client.ts'
import { eventually, STATS_EVERY_MS } from './eventually.ts'

/** While it changes from one line to another the SDK may leave a question for its statistics unanswered. */
const framesOf = async (client: BrowserClient, streamId: string): Promise<number | null> => {
  const answered = client.stats(streamId).then(({ framesDecoded }) => framesDecoded)
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 2_000))
  return Promise.race([answered, late])
}

/** The picture goes on: frames are decoded on whatever line there is now. */
export const framesGoOn = async (client: BrowserClient, streamId: string): Promise<void> => {
  let last = Number.POSITIVE_INFINITY
  let moved = 0
  const asked = async () => {
    const frames = await framesOf(client, streamId)
    if (frames === null) return 'no statistics'
    // Another line counts from nought.
    if (frames > last) moved += frames - last
    last = frames
    return moved > 30 || `${moved} frames more`
  }
  await eventually(asked, 30_000, STATS_EVERY_MS)
}
