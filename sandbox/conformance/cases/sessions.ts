/** `POST /session/create`, through the server SDK. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'

const sdk = 'opentok'

export const sessionCases = [
  conformanceCase(
    'C-001',
    {
      sdk,
      promise: 'A session gets an ID of its own, in which the SDK reads the key of its project',
      source:
        '[source] Tokens: a session ID is 1_ or 2_ and base64url; generateToken refuses one of another key',
    },
    async (stage) => {
      const [one, other] = [await stage.session(), await stage.session()]
      expect(one).toMatch(/^[12]_[A-Za-z0-9_-]+=*$/)
      expect(other).not.toBe(one)
      expect(stage.token(one)).not.toBe('')
    },
  ),
  conformanceCase(
    'C-002',
    {
      sdk,
      promise: 'Without options a session is relayed, and is not recorded',
      source:
        '[source] Traps in the server SDK: createSession defaults to relayed; an archive of it is a 409',
    },
    async (stage) => {
      const { sessionId } = await stage.opentok.createSession({})
      await stage.enter(sessionId)
      await expect(stage.opentok.startArchive(sessionId)).rejects.toThrow(/Unexpected response/)
    },
  ),
  conformanceCase(
    'C-003',
    {
      sdk,
      promise: 'A session with archive mode always is recorded by itself as soon as somebody publishes',
      source: '[docs] REST, POST /session/create: archiveMode always; automatic archives',
    },
    async (stage) => {
      const sessionId = await stage.session('routed', { archiveMode: 'always' })
      const mia = await stage.enter(sessionId)
      await mia.publish()
      await eventually(async () => {
        const { items } = await stage.opentok.archives({ sessionId })
        return (items.length === 1 && items[0]?.status !== 'failed') || JSON.stringify(items)
      })
    },
  ),
  conformanceCase(
    'C-004',
    {
      sdk,
      promise: 'The location of a session may be given as an IPv4 address',
      source: '[source] REST, POST /session/create: location (IPv4)',
    },
    async (stage) => {
      expect(await stage.session('routed', { location: '192.0.2.1' })).toMatch(/^[12]_/)
    },
  ),
  conformanceCase(
    'C-005',
    {
      sdk,
      promise: 'An end-to-end encrypted session cannot be recorded',
      source: '[docs] Rules: archive only routed, not end-to-end encrypted sessions',
    },
    async (stage) => {
      const sessionId = await stage.session('routed', { e2ee: true })
      await stage.enter(sessionId, { options: { encryptionSecret: 'a secret of both' } })
      await expect(stage.opentok.startArchive(sessionId)).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-007',
    {
      sdk,
      promise: 'An option that does not exist in that form is refused',
      source: '[source] REST, POST /session/create: 400 bad option',
    },
    async (stage) => {
      const options = { archiveMode: 'always', archiveResolution: '13x13' }
      await expect(stage.session('routed', options)).rejects.toThrow(/Failed to createSession/)
    },
  ),
  conformanceCase(
    'C-008',
    {
      sdk,
      promise: 'With a wrong secret no session is created and nothing is told',
      source: '[source] REST: 403 for a bad token; the SDKs treat 401 and 403 alike',
      needs: ['api-key'],
    },
    async (stage) => {
      const sessionId = await stage.session()
      await stage.enter(sessionId)
      const wrong = stage.platform.openTokOf(stage.platform.key, 'a-wrong-secret-of-this-key')
      await expect(wrong.createSession({ mediaMode: 'routed' })).rejects.toThrow(/Invalid API key or secret/)
      await expect(wrong.streams(sessionId)).rejects.toThrow(/Invalid API key or secret/)
    },
  ),
  conformanceCase(
    'C-009',
    {
      sdk,
      promise: 'A session is there again under the same ID when somebody comes back to it',
      source: '[docs] Webhooks: first client in / last out; the same ID comes back to life later',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const mia = await stage.enter(sessionId)
      await mia.ask('session', 'disconnect')
      await mia.hears('sessionDisconnected')
      const ben = await stage.enter(sessionId)
      await ben.publish({ name: 'Ben' })
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ name: 'Ben' }])
    },
  ),
]
