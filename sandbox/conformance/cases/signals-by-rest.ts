/** Signals that a server sends. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = 'opentok'
const SIGNAL = 'REST, POST …/session/{S}/signal'

export const signalByRestCases = [
  conformanceCase(
    'C-050',
    {
      sdk,
      promise: 'A signal to all reaches everybody, and comes from nobody',
      source: '[source] Calls: from is null for signals sent by REST',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      await stage.opentok.signal(sessionId, null, { type: 'gavel', data: 'please be kind' })
      for (const page of [mia, moderator]) {
        await page.hears('signal', { type: 'signal:gavel', data: 'please be kind', from: null })
      }
    },
  ),
  conformanceCase(
    'C-051',
    {
      sdk,
      promise: 'A signal to one connection reaches nobody else',
      source: '[source] REST, POST …/connection/{C}/signal: 204',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      await stage.opentok.signal(sessionId, mia.connectionId, { type: 'note', data: 'to you' })
      await stage.opentok.signal(sessionId, null, { type: 'end' })
      await mia.hears('signal', { type: 'signal:note', data: 'to you', from: null })
      await moderator.hears('signal', { type: 'signal:end' })
      expect(await moderator.heard('signal')).toHaveLength(1)
    },
  ),
  conformanceCase(
    'C-052',
    {
      sdk,
      promise: 'A signal to a client that is not there is not found',
      source: '[source] REST, POST …/connection/{C}/signal: 404',
    },
    async (stage) => {
      const { sessionId } = await stage.scene('relayed')
      const call = stage.opentok.signal(sessionId, '00000000-0000-4000-8000-000000000000', { data: 'x' })
      await expect(call).rejects.toThrow('Session or Connection not found')
    },
  ),
  conformanceCase(
    'C-053',
    {
      sdk,
      promise: 'A signal into a session in which nobody is, is not found',
      source: `[source] ${SIGNAL}: 404`,
    },
    async (stage) => {
      const call = stage.opentok.signal(await stage.session(), null, { data: 'x' })
      await expect(call).rejects.toThrow('Session or Connection not found')
    },
  ),
  conformanceCase(
    'C-054',
    {
      sdk,
      promise: 'A signal of more than 8 kB is refused and reaches nobody',
      source: `[source] ${SIGNAL}: 413; data ≤ 8 kB`,
    },
    async (stage) => {
      const { sessionId, mia } = await stage.scene('relayed')
      const call = stage.opentok.signal(sessionId, null, { type: 'long', data: 'x'.repeat(9_000) })
      await expect(call).rejects.toThrow()
      await stage.opentok.signal(sessionId, null, { type: 'short', data: 'x'.repeat(8_000) })
      await mia.hears('signal', { type: 'signal:short' })
      expect(await mia.heard('signal')).toHaveLength(1)
    },
  ),
  conformanceCase(
    'C-055',
    {
      sdk,
      promise: 'A signal whose type is longer than 128 is refused',
      source: `[source] ${SIGNAL}: type ≤ 128 bytes; 400`,
    },
    async (stage) => {
      const { sessionId } = await stage.scene('relayed')
      await expect(
        stage.opentok.signal(sessionId, null, { type: 't'.repeat(129), data: 'x' }),
      ).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-056',
    {
      sdk,
      promise: 'A signal needs no type',
      source: `[source] ${SIGNAL}: {type?, data?}`,
    },
    async (stage) => {
      const { sessionId, mia } = await stage.scene('relayed')
      await stage.opentok.signal(sessionId, null, { data: 'plain' })
      await mia.hears('signal', { type: 'signal', data: 'plain', from: null })
    },
  ),
]
