/** What each role may, as the page sees it and as the platform enforces it. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'
const ROLES = '[source] Roles: session.capabilities once connected'

export const roleCases = [
  conformanceCase(
    'C-020',
    { sdk, promise: 'A moderator may do everything', source: ROLES },
    async (stage) => {
      const page = await stage.enter(await stage.session(), { role: 'moderator' })
      expect(await page.read('session', 'capabilities')).toMatchObject({
        publish: 1,
        subscribe: 1,
        forceDisconnect: 1,
        forceUnpublish: 1,
        forceMute: 1,
      })
    },
  ),
  conformanceCase(
    'C-021',
    {
      sdk,
      promise: 'A subscriber may watch, and is refused to publish (1500)',
      source: '[docs] Roles: subscriber; errors: 1500 unable to publish (role)',
    },
    async (stage) => {
      const { sessionId, streamId } = await stage.scene()
      const zoe = await stage.enter(sessionId, { role: 'subscriber' })
      expect(await refusalOf(zoe.publish())).toMatchObject({ code: 1500 })
      await zoe.watch(streamId)
    },
  ),
  conformanceCase(
    'C-022',
    {
      sdk,
      promise: 'A subscriber does not signal',
      source: '[unverified] Roles: the browser SDK does not check it, so the server must',
    },
    async (stage) => {
      const { sessionId, mia } = await stage.scene('relayed')
      const zoe = await stage.enter(sessionId, { role: 'subscriber' })
      await refusalOf(zoe.signal({ type: 'chat', data: 'x' }))
      expect(await mia.heard('signal')).toEqual([])
    },
  ),
  conformanceCase(
    'C-023',
    {
      sdk,
      promise: 'A publisher may not disconnect (1520), unpublish (1530) or mute (1540) others',
      source: '[source] Errors: 1520, 1530, 1540 not permitted',
    },
    async (stage) => {
      const { sessionId, moderator } = await stage.scene()
      const ben = await stage.enter(sessionId, { role: 'publisher' })
      const streamId = await moderator.publish()
      await ben.hears('streamCreated', { id: streamId })
      const refused = async (method: string, value: unknown) =>
        (await refusalOf(ben.ask('session', method, value))).code
      expect(await refused('forceDisconnect', moderator.connectionId)).toBe(1520)
      expect(await refused('forceUnpublish', { $stream: streamId })).toBe(1530)
      expect(await refused('forceMuteStream', { $stream: streamId })).toBe(1540)
      expect(await refused('forceMuteAll', [])).toBe(1540)
      expect(await moderator.heard('sessionDisconnected')).toEqual([])
    },
  ),
  conformanceCase(
    'C-024',
    {
      sdk,
      promise: 'A publisheronly may publish, and is refused to subscribe',
      source:
        '[docs] Roles: publisheronly can publish streams but not subscribe; the error is told by its name',
    },
    async (stage) => {
      const { sessionId, streamId } = await stage.scene()
      const cam = await stage.enter(sessionId, { role: 'publisheronly' })
      expect(await cam.publish()).not.toBe('')
      expect(await refusalOf(cam.subscribe(streamId))).toMatchObject({ name: 'OT_UNABLE_TO_SUBSCRIBE' })
    },
  ),
  conformanceCase(
    'C-025',
    { sdk, promise: 'A publisher may publish and subscribe, and moderates nobody', source: ROLES },
    async (stage) => {
      const page = await stage.enter(await stage.session(), { role: 'publisher' })
      expect(await page.read('session', 'capabilities')).toMatchObject({
        publish: 1,
        subscribe: 1,
        forceDisconnect: 0,
        forceUnpublish: 0,
        forceMute: 0,
      })
    },
  ),
]
