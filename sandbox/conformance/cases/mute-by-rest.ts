/** Force mute as a server asks it. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = 'opentok'

export const muteByRestCases = [
  conformanceCase(
    'C-040',
    {
      sdk,
      promise: 'Muting one stream switches its microphone off, and everybody sees it',
      source: '[source] REST, POST …/stream/{T}/mute: 200; the client mutes and fires muteForced',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene()
      await moderator.hears('streamCreated', { id: streamId })
      await stage.opentok.mute(sessionId, streamId)
      await mia.hears('publisher.muteForced')
      await moderator.hears('streamPropertyChanged', {
        id: streamId,
        property: 'hasAudio',
        oldValue: true,
        value: false,
      })
    },
  ),
  conformanceCase(
    'C-041',
    {
      sdk,
      promise: 'A stream that is gone cannot be muted',
      source: '[unverified] REST, POST …/stream/{T}/mute: 404 gone',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      await mia.ask('session', 'unpublish', '$publisher')
      await moderator.hears('streamDestroyed', { id: streamId })
      await expect(stage.opentok.mute(sessionId, streamId)).rejects.toThrow('Not Found')
    },
  ),
  conformanceCase(
    'C-042',
    {
      sdk,
      promise: 'Muting all reaches every publisher, the moderator too, but those that are excluded',
      source:
        '[docs] REST, POST …/session/{S}/mute: excludedStreamIds; the state mutes the moderator’s own streams too',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      const spared = await ben.publish({ name: 'Ben' })
      const own = await moderator.publish({ name: 'Gavel' })
      await mia.hears('streamCreated', { id: own })
      await ben.hears('streamCreated', { id: own })
      await stage.opentok.muteAll(sessionId, [spared])
      await mia.hears('muteForced', { active: true })
      await ben.hears('streamPropertyChanged', { id: streamId, property: 'hasAudio', value: false })
      await ben.hears('streamPropertyChanged', { id: own, property: 'hasAudio', value: false })
      expect(await ben.heard('publisher.muteForced')).toEqual([])
      expect((await ben.stream(spared)).hasAudio).toBe(true)
    },
  ),
  conformanceCase(
    'C-043',
    {
      sdk,
      promise: 'Who publishes while all are muted comes in muted, until it is lifted',
      source: '[docs] Calls: disableForceMute clears mute-on-entry',
    },
    async (stage) => {
      const { sessionId } = await stage.scene('relayed')
      await stage.opentok.muteAll(sessionId)
      const ben = await stage.enter(sessionId)
      expect((await ben.stream(await ben.publish())).hasAudio).toBe(false)
      await stage.opentok.liftMute(sessionId)
      await ben.hears('muteForced', { active: false })
      const zoe = await stage.enter(sessionId)
      expect((await zoe.stream(await zoe.publish())).hasAudio).toBe(true)
    },
  ),
  conformanceCase(
    'C-044',
    {
      sdk,
      promise: 'Lifting the mute unmutes nobody; each unmutes itself, and nothing hinders it',
      source: '[source] Calls: active:false unmutes nobody; nothing locks it, publishAudio(true) undoes it',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('streamCreated', { id: streamId })
      await stage.opentok.muteAll(sessionId)
      await moderator.hears('streamPropertyChanged', { property: 'hasAudio', value: false })
      await stage.opentok.liftMute(sessionId)
      await mia.hears('muteForced', { active: false })
      expect((await mia.stream(streamId)).hasAudio).toBe(false)
      await mia.ask('publisher', 'publishAudio', true)
      await moderator.hears('streamPropertyChanged', { property: 'hasAudio', value: true })
    },
  ),
]
