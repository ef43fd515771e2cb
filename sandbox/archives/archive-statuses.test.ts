/** A recording's whole life as REST and callbacks tell it, on a clock that is moved by hand. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { ARCHIVE, type ArchiveScene, startArchiveScene, untilSent } from '../testing/archive-scene.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let clock: FakeClock
let scene: ArchiveScene
beforeEach(async () => {
  // Tokens of clients are made for now.
  clock = createFakeClock(Date.now())
  scene = await startArchiveScene({ clock })
})
afterEach(() => scene.close())

/** Somebody who is there, and sends nothing. */
const enter = async (): Promise<WireClient> => {
  const client = new WireClient({ sandbox: scene.sandbox(), sessionId: scene.sessionId })
  await client.open()
  await client.enter()
  return client
}
const publish = (client: WireClient, name: string) => client.ask('create', `/stream/${name}`, STREAM)
/** All that is told of it, in whatever order it arrives. */
const hears = (id: string, ...expected: string[]) =>
  eventually(() => {
    const statuses = scene.told(id).map(({ status }) => status)
    return statuses.toSorted().join() === expected.toSorted().join() || `told: ${statuses.join()}`
  })
const toldOf = (id: string, wanted: string) => scene.told(id).find(({ status }) => status === wanted)

describe('pauses', () => {
  test('are told, to clients too, and are no part of the duration', async () => {
    const mia = await enter()
    await publish(mia, 'mia')
    const { id } = (await scene.start()).archive
    clock.advance(20_000)
    await mia.ask('delete', '/stream/mia')
    clock.advance(10 * MINUTE)
    expect((await scene.seen(id)).status).toBe('paused')
    await publish(mia, 'mia2')
    clock.advance(10_000)
    expect(await scene.stop(id)).toMatchObject({ body: { status: 'stopped', duration: 30 } })
    await hears(id, 'started', 'paused', 'started', 'stopped', 'failed')
    const heard = mia.all('updated', `/archive/${id}`).map(({ content }) => content.status)
    expect(heard).toEqual(['paused', 'started', 'stopped'])
  })

  test('of an hour end it, while somebody is still there', async () => {
    const mia = await enter()
    await publish(mia, 'mia')
    const { id } = (await scene.start()).archive
    clock.advance(MINUTE)
    await mia.ask('delete', '/stream/mia')
    clock.advance(HOUR)
    await hears(id, 'started', 'paused', 'stopped', 'failed')
    expect(toldOf(id, 'stopped')).toMatchObject({
      reason: 'maximum idle time exceeded',
      duration: 60,
      size: 0,
    })
  })
})

describe('it ends by itself', () => {
  test('when nobody publishes within a minute of its start', async () => {
    await enter()
    const { id } = (await scene.start()).archive
    clock.advance(MINUTE)
    await hears(id, 'started', 'stopped', 'failed')
    expect(toldOf(id, 'stopped')).toMatchObject({ reason: 'maximum idle time exceeded' })
  })

  test('a minute after the last has left', async () => {
    const mia = await enter()
    await publish(mia, 'mia')
    const { id } = (await scene.start()).archive
    clock.advance(10_000)
    mia.close()
    await hears(id, 'started', 'paused')
    clock.advance(MINUTE)
    await hears(id, 'started', 'paused', 'stopped', 'failed')
    expect(toldOf(id, 'stopped')).toMatchObject({ reason: 'session ended', duration: 10 })
  })

  test('after four recorded hours', async () => {
    await publish(await enter(), 'mia')
    const { id } = (await scene.start()).archive
    clock.advance(4 * HOUR)
    await hears(id, 'started', 'stopped', 'failed')
    expect(toldOf(id, 'stopped')).toMatchObject({ reason: 'maximum duration exceeded', duration: 14_400 })
  })
})

test('72 hours after it became available it is expired and its file is gone, over a restart too', async () => {
  const mia = await scene.onAir()
  const { id } = (await scene.start()).archive
  await untilSent(mia, 0.5)
  await scene.stop(id)
  const { url } = await scene.until(id, 'available')
  expect((await fetch(url)).status).toBe(200)
  clock.advance(10 * MINUTE)
  expect((await fetch(url)).status).toBe(403)
  scene.leave()
  await scene.restart()
  clock.advance(72 * HOUR - 10 * MINUTE - 1)
  const last = await scene.seen(id)
  expect([last.status, (await fetch(last.url)).status]).toEqual(['available', 200])
  clock.advance(1)
  expect(await scene.seen(id)).toMatchObject({ status: 'expired', url: null })
  await hears(id, 'started', 'stopped', 'available', 'expired')
  await eventually(async () => {
    const left = await readdir(join(scene.folder, id))
    return left.join() === 'archive.json' || left.join()
  })
  expect((await fetch(last.url)).status).toBe(403)
  expect((await scene.call('DELETE', `${ARCHIVE}/${id}`)).status).toBe(409)
}, 60_000)

test('one whose time ran out while the sandbox was off is expired when it comes back', async () => {
  const mia = await scene.onAir()
  const { id } = (await scene.start()).archive
  await untilSent(mia, 0.5)
  await scene.stop(id)
  await scene.until(id, 'available')
  scene.leave()
  await scene.restart(() => clock.advance(72 * HOUR))
  clock.advance(0)
  expect(await scene.seen(id)).toMatchObject({ status: 'expired', url: null })
}, 60_000)

test('a callback is the archive as REST shows it, with what only callbacks have', async () => {
  await publish(await enter(), 'mia')
  const { archive } = await scene.start({ name: 'room 7' })
  await hears(archive.id, 'started')
  const [told] = scene.told(archive.id)
  expect(told).toEqual({ ...archive, event: 'archive', certificate: '' })
  expect(told).toEqual({
    ...{ id: archive.id, event: 'archive', status: 'started', reason: '', name: 'room 7' },
    ...{ sessionId: scene.sessionId, projectId: Number(scene.project.apiKey) },
    ...{ createdAt: clock.now().getTime(), updatedAt: clock.now().getTime(), duration: 0, size: 0 },
    ...{ outputMode: 'composed', streamMode: 'auto', hasAudio: true, hasVideo: true, resolution: '640x480' },
    ...{ url: null, password: '', sha256sum: '', certificate: '' },
  })
})
