/** What a session that records itself was created with. Kept beside the recordings: a session ID holds no names. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../platform/platform.ts'
import { openKeptJson } from './kept-json.ts'

const wishSchema = z.object({ name: z.string().optional(), resolution: z.string().optional() })
export type AutomaticWish = z.infer<typeof wishSchema>

export type AutomaticArchives = {
  of: (sessionId: string) => AutomaticWish
  set: (sessionId: string, wish: AutomaticWish) => Promise<void>
}

/** Beyond it the oldest is forgotten: its next recordings have no name. */
const MOST = 10_000

export const openAutomaticArchives = async (root: string, log: Log): Promise<AutomaticArchives> => {
  const kept = await openKeptJson({
    file: join(root, 'automatic.json'),
    schema: z.array(z.tuple([z.string(), wishSchema])),
    otherwise: [],
    log,
  })
  const wishes = new Map(kept.found)
  return {
    of: (sessionId) => wishes.get(sessionId) ?? {},
    set: (sessionId, wish) => {
      wishes.set(sessionId, wish)
      const [oldest] = wishes.keys()
      if (wishes.size > MOST && oldest !== undefined) wishes.delete(oldest)
      return kept.write([...wishes])
    },
  }
}
