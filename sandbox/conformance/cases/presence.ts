/** Who is there: connections as pages see them. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

export const presenceCases = [
  conformanceCase(
    'C-100',
    {
      sdk,
      promise: 'Those present and the newcomer learn of each other, with connection data',
      source: '[source] Messages: created /connection; the reply to a connection has those present',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const mia = await stage.enter(sessionId, { data: 'p_mia' })
      const ben = await stage.enter(sessionId, { data: 'p_ben' })
      await mia.hears('connectionCreated', { id: ben.connectionId, data: 'p_ben' })
      await ben.hears('connectionCreated', { id: mia.connectionId, data: 'p_mia' })
      await ben.hears('sessionConnected')
    },
  ),
  conformanceCase(
    'C-101',
    {
      sdk,
      promise: 'Who leaves is told so, and the others too: clientDisconnected',
      source: '[source] Events and reasons: clientDisconnected',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene()
      await mia.ask('session', 'disconnect')
      await mia.hears('sessionDisconnected', { reason: 'clientDisconnected' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'clientDisconnected' })
      await moderator.hears('connectionDestroyed', { id: mia.connectionId, reason: 'clientDisconnected' })
    },
  ),
  conformanceCase(
    'C-102',
    {
      sdk,
      promise: 'With connection events suppressed a page hears of nobody, and is no less seen',
      source:
        '[source] Watching many rooms: connectionEventsSuppressed stops events to that client, it does not hide it',
    },
    async (stage) => {
      const sessionId = await stage.session('relayed')
      const quiet = await stage.enter(sessionId, { options: { connectionEventsSuppressed: true } })
      const mia = await stage.enter(sessionId)
      await mia.hears('connectionCreated', { id: quiet.connectionId })
      await mia.signal({ type: 'now' })
      await quiet.hears('signal', { type: 'signal:now' })
      expect(await quiet.heard('connectionCreated')).toEqual([])
    },
  ),
  conformanceCase(
    'C-103',
    {
      sdk,
      promise: 'Sessions know nothing of each other',
      source: '[docs] Watching many rooms: a session is its own room',
    },
    async (stage) => {
      const [one, other] = [await stage.session('relayed'), await stage.session('relayed')]
      const mia = await stage.enter(one)
      const ben = await stage.enter(other)
      const streamId = await mia.publish()
      await mia.signal({ type: 'here' })
      await mia.hears('signal', { type: 'signal:here' })
      await ben.signal({ type: 'there' })
      await ben.hears('signal', { type: 'signal:there' })
      expect(await ben.heard('signal')).toHaveLength(1)
      expect(await ben.streamIds()).not.toContain(streamId)
    },
  ),
  conformanceCase(
    'C-104',
    {
      sdk,
      promise: 'Who comes later is told of the streams that are there, as they are now',
      source: '[source] Messages: the session state { connection, stream, archive }',
    },
    async (stage) => {
      const { sessionId, mia, streamId } = await stage.scene('relayed')
      await mia.ask('publisher', 'publishVideo', false)
      const early = await stage.enter(sessionId)
      await early.hears('streamCreated', { id: streamId, stream: 'Mia' })
      expect(await early.stream(streamId)).toMatchObject({
        name: 'Mia',
        data: 'p_mia',
        connectionId: mia.connectionId,
        hasVideo: false,
        hasAudio: true,
      })
    },
  ),
  conformanceCase(
    'C-105',
    {
      sdk,
      promise: 'A line that breaks is mended: the same connection, and what was said meanwhile',
      source:
        '[source] Frames: a socket that comes back is the same connection; send again what was not acknowledged',
      needs: ['control'],
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene()
      // Long enough that the signal comes into the gap.
      stage.control.cut(mia.connectionId, 3_000)
      await mia.hears('sessionReconnecting')
      await stage.opentok.signal(sessionId, mia.connectionId, { type: 'note', data: 'meanwhile' })
      await mia.hears('sessionReconnected')
      await mia.hears('signal', { type: 'signal:note', data: 'meanwhile', from: null })
      expect(await moderator.heard('connectionDestroyed')).toEqual([])
      expect(await mia.heard('sessionDisconnected')).toEqual([])
    },
  ),
  conformanceCase(
    'C-106',
    {
      sdk,
      promise: 'Media goes on while the line is mended',
      source: '[source] Events: sessionReconnecting, sessionReconnected; no events arrive in between',
      needs: ['control'],
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.watch(streamId)
      stage.control.cut(moderator.connectionId)
      await moderator.hears('sessionReconnected')
      const { framesDecoded } = await moderator.stats(streamId)
      await moderator.receives(streamId, (now) => now.framesDecoded > framesDecoded + 10)
      await mia.ask('publisher', 'publishAudio', false)
      await moderator.hears('streamPropertyChanged', { id: streamId, property: 'hasAudio', value: false })
    },
  ),
]
