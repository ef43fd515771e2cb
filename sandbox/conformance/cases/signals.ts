/** Signals from page to page. */
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'

export const signalCases = [
  conformanceCase(
    'C-110',
    {
      sdk,
      promise: 'A signal reaches everybody, its sender too, and says from whom it is',
      source: '[source] Messages: relay as signal with fromConnection',
    },
    async (stage) => {
      const { mia, moderator } = await stage.scene('relayed')
      await mia.signal({ type: 'chat', data: 'hello' })
      const fields = { type: 'signal:chat', data: 'hello', from: mia.connectionId }
      await moderator.hears('signal', fields)
      await mia.hears('signal', fields)
    },
  ),
  conformanceCase(
    'C-111',
    {
      sdk,
      promise: 'A signal to one reaches that one alone',
      source: '[docs] Watching many rooms: a directed signal only its target',
    },
    async (stage) => {
      const { sessionId, mia, moderator } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      await moderator.hears('connectionCreated', { id: mia.connectionId })
      await moderator.signal({ type: 'note', data: 'to you', to: mia.connectionId })
      await moderator.signal({ type: 'end' })
      await mia.hears('signal', { type: 'signal:note', data: 'to you', from: moderator.connectionId })
      await ben.hears('signal', { type: 'signal:end' })
      expect(await ben.heard('signal')).toHaveLength(1)
    },
  ),
  conformanceCase(
    'C-112',
    {
      sdk,
      promise: 'Signals of one sender arrive in the order in which they were sent',
      source: '[docs] Watching many rooms: order holds per sender',
    },
    async (stage) => {
      const { mia, moderator } = await stage.scene('relayed')
      const numbers = Array.from({ length: 40 }, (_, number) => String(number))
      await Promise.all(numbers.map((data) => mia.signal({ type: 'count', data })))
      await moderator.hears('signal', { type: 'signal:count', data: '39' })
      const heard = await moderator.heard('signal')
      expect(heard.map(({ data }) => data)).toEqual(numbers)
    },
  ),
  conformanceCase(
    'C-113',
    {
      sdk,
      promise: 'A signal that is too long is refused (413)',
      source: '[source] Limits: the client counts 8192 characters of the JSON form; errors of signal: 413',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('relayed'))
      expect(await refusalOf(mia.signal({ type: 'long', data: 'x'.repeat(8_200) }))).toMatchObject({
        code: 413,
      })
    },
  ),
  conformanceCase(
    'C-114',
    {
      sdk,
      promise: 'A signal whose type has other letters is refused (400)',
      source: '[source] Limits: signal type, letters, digits, -, _ and ~; errors of signal: 400',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('relayed'))
      expect(await refusalOf(mia.signal({ type: 'über all', data: 'x' }))).toMatchObject({ code: 400 })
    },
  ),
  conformanceCase(
    'C-115',
    {
      sdk,
      promise: 'A signal to somebody who has gone is refused (404)',
      source: '[source] Errors of signal: 404 no such recipient',
    },
    async (stage) => {
      const { mia, moderator } = await stage.scene('relayed')
      const gone = mia.connectionId
      await moderator.hears('connectionCreated', { id: gone })
      await mia.ask('session', 'disconnect')
      await moderator.hears('connectionDestroyed', { id: gone })
      const refused = await refusalOf(moderator.signal({ type: 'note', data: 'x', to: gone }))
      expect(refused).toMatchObject({ code: 404 })
    },
  ),
  conformanceCase(
    'C-116',
    {
      sdk,
      promise: 'Without a session there is nobody to signal to (500)',
      source: '[source] Errors of signal: 500 not connected',
    },
    async (stage) => {
      const mia = await stage.enter(await stage.session('relayed'))
      await mia.ask('session', 'disconnect')
      await mia.hears('sessionDisconnected')
      expect(await refusalOf(mia.signal({ type: 'note', data: 'x' }))).toMatchObject({ code: 500 })
    },
  ),
]
