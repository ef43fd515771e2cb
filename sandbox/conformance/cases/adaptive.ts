/** Sessions whose media goes over a direct line while there are two in them. */
import { expect } from 'vitest'
import { someTraits } from '../../testing/some-traits.ts'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import { framesGoOn } from '../frames-go-on.ts'
import type { Stage } from '../stage.ts'

const sdk = '@opentok/client'

const adaptiveSession = (stage: Stage): string => {
  const { platform } = stage.control
  const identity = platform.identity(stage.platform.key)
  if (!identity) throw new Error('no project')
  return platform.createSession(identity, someTraits({ mode: 'adaptive' }))
}

const legOf = (stage: Stage, streamId: string): string => {
  const streams = [...stage.control.platform.sessions()].flatMap((session) => [...session.streams.values()])
  return streams.find(({ id }) => id === streamId)?.leg.state ?? 'no stream'
}

export const adaptiveCases = [
  conformanceCase(
    'C-180',
    {
      sdk,
      needs: ['control'],
      promise:
        'Two in an adaptive session see each other directly, three by the media server, without losing the picture',
      source: '[source] Session information: p2p.preference adaptive',
    },
    async (stage) => {
      const sessionId = adaptiveSession(stage)
      const [mia, moderator] = [
        await stage.enter(sessionId, { role: 'publisher' }),
        await stage.enter(sessionId, { role: 'moderator' }),
      ]
      const streamId = await mia.publish({ name: 'Mia' })
      const is = (wanted: string) =>
        eventually(() => legOf(stage, streamId) === wanted || legOf(stage, streamId), 30_000)
      await moderator.watch(streamId)
      await is('relayed')
      await framesGoOn(moderator, streamId)
      const third = await stage.enter(sessionId, { role: 'subscriber' })
      await is('routed')
      await third.watch(streamId)
      await framesGoOn(moderator, streamId)
      await third.ask('session', 'disconnect')
      await is('relayed')
      await framesGoOn(moderator, streamId)
      expect(await moderator.heard('streamDestroyed'), 'the stream itself never ended').toEqual([])
    },
  ),
]
