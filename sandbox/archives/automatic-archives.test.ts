import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { ARCHIVE, type ArchiveScene, type SeenArchive, startArchiveScene } from '../testing/archive-scene.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { callRest } from '../testing/rest-client.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let clock: FakeClock
let scene: ArchiveScene
beforeEach(async () => {
  clock = createFakeClock(Date.now())
  scene = await startArchiveScene({ clock })
})
afterEach(() => scene.close())

const createSession = async (form: Record<string, string> = {}): Promise<string> => {
  const { body } = await callRest(scene.sandbox(), 'POST', '/session/create', {
    form: { archiveMode: 'always', 'p2p.preference': 'disabled', ...form },
  })
  const [session] = body as Array<{ session_id: string }> // as REST answers it
  return session?.session_id ?? ''
}
const enter = async (sessionId: string): Promise<WireClient> => {
  const client = new WireClient({ sandbox: scene.sandbox(), sessionId })
  await client.open()
  await client.enter()
  return client
}
const archives = async (): Promise<SeenArchive[]> => {
  const { body } = await scene.call('GET', ARCHIVE)
  return (body as { items: SeenArchive[] }).items // as REST answers it
}

test('a session that records itself begins with its first stream and cannot be told to stop', async () => {
  const sessionId = await createSession()
  const mia = await enter(sessionId)
  expect(await archives()).toEqual([])
  await mia.ask('create', '/stream/mia', STREAM)
  await mia.ask('create', '/stream/screen', STREAM)
  const [archive, ...more] = await archives()
  expect([archive, more]).toMatchObject([
    { sessionId, status: 'started', name: null, resolution: '640x480' },
    [],
  ])
  expect((await scene.stop(archive?.id ?? '')).status).toBe(409)
  // Beside it another needs a tag.
  expect((await scene.start({ sessionId })).status).toBe(409)
  expect((await scene.start({ sessionId, multiArchiveTag: 'mine' })).status).toBe(200)
})

test('its name and size are those the session was created with, after a restart too', async () => {
  const sessionId = await createSession({ archiveName: 'every evening', archiveResolution: '1280x720' })
  await scene.restart()
  await (await enter(sessionId)).ask('create', '/stream/mia', STREAM)
  expect(await archives()).toMatchObject([{ name: 'every evening', resolution: '1280x720' }])
})

test('each four recorded hours are one recording, until the session is empty', async () => {
  const mia = await enter(await createSession())
  await mia.ask('create', '/stream/mia', STREAM)
  clock.advance(2 * HOUR)
  await mia.ask('delete', '/stream/mia')
  clock.advance(30 * MINUTE)
  await mia.ask('create', '/stream/mia2', STREAM)
  clock.advance(2 * HOUR)
  clock.advance(3 * HOUR) // after eight hours the session itself would end
  mia.close()
  await eventually(
    async () => (await archives()).some(({ status }) => status === 'paused') || 'none is paused',
  )
  clock.advance(MINUTE)
  await eventually(async () => {
    const left = (await archives()).filter(({ status }) => status !== 'failed')
    return left.length === 0 || `${left.length} are not over`
  })
  const ends = scene.receiver.received
    .map(({ body }) => body)
    .filter(({ event, status }) => event === 'archive' && status === 'stopped')
  expect(ends.map(({ reason, duration }) => [reason, duration])).toEqual([
    ['maximum duration exceeded', 14_400],
    ['session ended', 10_800],
  ])
  expect(new Set(ends.map(({ id }) => id)).size).toBe(2)
})

test('one that ended because nobody published begins anew with the next stream', async () => {
  const mia = await enter(await createSession())
  await mia.ask('create', '/stream/mia', STREAM)
  await mia.ask('delete', '/stream/mia')
  clock.advance(HOUR)
  await eventually(async () => (await archives()).length === 1 || 'more than one')
  await mia.ask('create', '/stream/mia2', STREAM)
  expect((await archives()).map(({ status }) => status)).toContain('started')
  expect(await archives()).toHaveLength(2)
})
