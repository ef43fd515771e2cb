/** Sessions whose media the platform cannot read. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import type { Stage } from '../stage.ts'

const sdk = '@opentok/client'

const enterWith = (stage: Stage, sessionId: string, encryptionSecret: string) =>
  stage.enter(sessionId, { options: { encryptionSecret } })

export const encryptionCases = [
  conformanceCase(
    'C-170',
    {
      sdk,
      promise: 'With the same secret a stream of an encrypted session is seen and heard',
      source:
        '[docs] Watching many rooms: initSession with encryptionSecret for end-to-end encrypted sessions',
    },
    async (stage) => {
      const sessionId = await stage.session('routed', { e2ee: true })
      const mia = await enterWith(stage, sessionId, 'the secret of both')
      const streamId = await mia.publish()
      const ben = await enterWith(stage, sessionId, 'the secret of both')
      await ben.watch(streamId)
    },
  ),
  conformanceCase(
    'C-171',
    {
      sdk,
      promise: 'With another secret the call succeeds, nothing is seen, and the page is told why',
      source:
        '[docs] Watching many rooms: a wrong secret gives black video, silence and encryptionSecretMismatch',
    },
    async (stage) => {
      const sessionId = await stage.session('routed', { e2ee: true })
      const mia = await enterWith(stage, sessionId, 'the secret of Mia')
      const streamId = await mia.publish()
      const ben = await enterWith(stage, sessionId, 'the secret of Ben')
      await ben.subscribe(streamId)
      await ben.hears('subscriber.encryptionSecretMismatch', { id: streamId })
      await ben.receives(streamId, ({ videoBytes }) => videoBytes > 8_000)
      // The decoder may take a few that are only noise for pictures.
      expect((await ben.stats(streamId)).framesDecoded).toBeLessThan(10)
    },
  ),
]
