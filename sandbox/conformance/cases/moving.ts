/** Sessions that go another way while people see each other: to another server, to and from a direct line. */
import { expect } from 'vitest'
import { someTraits } from '../../testing/some-traits.ts'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import { framesGoOn } from '../frames-go-on.ts'
import type { Stage } from '../stage.ts'

const sdk = '@opentok/client'
const needs = ['control'] as const

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

export const movingCases = [
  conformanceCase(
    'C-178',
    {
      sdk,
      needs,
      promise:
        'With sessionMigration pages move to the other server, see each other as before, and nobody is told of an end',
      source: '[docs] Limits: sessionMigration: true in initSession moves clients',
    },
    async (stage) => {
      const sessionId = await stage.session('routed')
      const options = { sessionMigration: true }
      const mia = await stage.enter(sessionId, { role: 'publisher', options })
      const moderator = await stage.enter(sessionId, { role: 'moderator', options })
      const other = await stage.enter(sessionId)
      const streamId = await mia.publish({ name: 'Mia' })
      await moderator.watch(streamId)
      await other.publish({ name: 'Other' })
      stage.control.passHours(8)
      await other.hears('sessionDisconnected', { reason: 'serverRotation' })
      // The page gives itself twenty seconds for it.
      for (const page of [mia, moderator]) await page.hears('migrated', {}, 60_000)
      await framesGoOn(moderator, streamId)
      await mia.signal({ type: 'chat', data: 'still here' })
      await moderator.hears('signal', { type: 'signal:chat', from: mia.connectionId })
      const ended = (await moderator.events()).filter(({ id }) => id === streamId || id === mia.connectionId)
      expect(ended.map(({ name }) => name)).not.toContain('streamDestroyed')
      expect(ended.map(({ name }) => name)).not.toContain('connectionDestroyed')
    },
  ),
  conformanceCase(
    'C-180',
    {
      sdk,
      needs,
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
