/** What a moderator's page does to others. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

const muteCases = [
  conformanceCase(
    'C-120',
    {
      sdk,
      promise: 'Muting one stream switches its microphone off: its page is told, and everybody sees it',
      source: '[source] Calls: forceMuteStream; confirm by streamPropertyChanged',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene()
      await moderator.hears('streamCreated', { id: streamId })
      await moderator.ask('session', 'forceMuteStream', { $stream: streamId })
      await mia.hears('publisher.muteForced')
      await moderator.hears('streamPropertyChanged', {
        id: streamId,
        property: 'hasAudio',
        oldValue: true,
        value: false,
      })
      expect((await mia.stream(streamId)).hasAudio).toBe(false)
    },
  ),
  conformanceCase(
    'C-121',
    {
      sdk,
      promise: 'Muting all spares the streams that are excluded, and everybody hears that it is on',
      source: '[source] Messages: update of the session with exclusion',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      const loud = await ben.publish({ name: 'Ben' })
      await moderator.hears('streamCreated', { id: streamId })
      await moderator.hears('streamCreated', { id: loud })
      await moderator.ask('session', 'forceMuteAll', [{ $stream: streamId }])
      await moderator.hears('streamPropertyChanged', { id: loud, property: 'hasAudio', value: false })
      await moderator.hears('muteForced', { active: true })
      expect(await mia.heard('publisher.muteForced')).toEqual([])
    },
  ),
  conformanceCase(
    'C-122',
    {
      sdk,
      promise: 'While all are muted a newcomer publishes muted; when it is lifted, all are told',
      source: '[source] Messages: a newcomer learns it from the reply to its connection',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      await moderator.ask('session', 'forceMuteAll', [])
      await mia.hears('muteForced', { active: true })
      const ben = await stage.enter(sessionId)
      expect((await ben.stream(await ben.publish())).hasAudio).toBe(false)
      await moderator.ask('session', 'disableForceMute')
      await ben.hears('muteForced', { active: false })
    },
  ),
  conformanceCase(
    'C-123',
    {
      sdk,
      promise: 'When the last has left, the mute of all has ended too',
      source: '[unverified] Webhooks: last out ends the session; the same ID comes back to life later',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      await moderator.ask('session', 'forceMuteAll', [])
      await mia.hears('muteForced', { active: true })
      for (const page of [mia, moderator]) await page.ask('session', 'disconnect')
      const ben = await stage.enter(sessionId)
      expect((await ben.stream(await ben.publish())).hasAudio).toBe(true)
    },
  ),
]

const removalCases = [
  conformanceCase(
    'C-124',
    {
      sdk,
      promise: 'A stream is taken away: its publisher stays, is told why, and may publish again',
      source: '[source] Calls: forceUnpublish; the participant may publish again at once',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene()
      await moderator.hears('streamCreated', { id: streamId })
      await moderator.ask('session', 'forceUnpublish', { $stream: streamId })
      await mia.hears('publisher.streamDestroyed', { reason: 'forceUnpublished' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'forceUnpublished' })
      expect(await mia.heard('sessionDisconnected')).toEqual([])
      await moderator.watch(await mia.publish({ name: 'Mia again' }))
    },
  ),
  conformanceCase(
    'C-125',
    {
      sdk,
      promise: 'A stream that is gone cannot be taken away',
      source: '[source] Calls: forceUnpublish, 404 is not found',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await mia.ask('session', 'unpublish', '$publisher')
      await moderator.hears('streamDestroyed', { id: streamId })
      const refused = await refusalOf(moderator.ask('session', 'forceUnpublish', { streamId, id: streamId }))
      expect(refused.name).toBe('OT_NOT_FOUND')
    },
  ),
  conformanceCase(
    'C-126',
    {
      sdk,
      promise: 'A client is disconnected by its connection or by its ID; all are told why',
      source: '[source] Calls: forceDisconnect accepts an object or an ID; reason forceDisconnected',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene()
      const ben = await stage.enter(sessionId)
      await moderator.hears('connectionCreated', { id: ben.connectionId })
      await moderator.ask('session', 'forceDisconnect', { $connection: mia.connectionId })
      await mia.hears('sessionDisconnected', { reason: 'forceDisconnected' })
      await mia.hears('publisher.streamDestroyed', { reason: 'forceDisconnected' })
      await ben.hears('streamDestroyed', { id: streamId, reason: 'forceDisconnected' })
      await ben.hears('connectionDestroyed', { id: mia.connectionId, reason: 'forceDisconnected' })
      await moderator.ask('session', 'forceDisconnect', ben.connectionId)
      await ben.hears('sessionDisconnected', { reason: 'forceDisconnected' })
    },
  ),
  conformanceCase(
    'C-127',
    {
      sdk,
      promise: 'Who has gone cannot be disconnected: 1011, as for every refusal',
      source: '[source] Calls: every server refusal of forceDisconnect is OT_INVALID_PARAMETER 1011',
    },
    async (stage) => {
      const { mia, moderator } = await stage.scene('relayed')
      const gone = mia.connectionId
      await mia.ask('session', 'disconnect')
      await moderator.hears('connectionDestroyed', { id: gone })
      expect(await refusalOf(moderator.ask('session', 'forceDisconnect', gone))).toMatchObject({
        name: 'OT_INVALID_PARAMETER',
        code: 1011,
      })
    },
  ),
]

export const moderationCases = [...muteCases, ...removalCases]
