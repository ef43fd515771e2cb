import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import {
  ARCHIVE,
  type ArchiveScene,
  type SeenArchive,
  startArchiveScene,
  untilSent,
} from '../testing/archive-scene.ts'
import { aSession } from '../testing/rest-client.ts'

let scene: ArchiveScene
beforeEach(async () => {
  scene = await startArchiveScene()
})
afterEach(() => scene.close())

const recordedFor = async (seconds: number): Promise<SeenArchive> => {
  const publisher = await scene.onAir()
  const { archive } = await scene.start()
  await untilSent(publisher, seconds)
  expect(await scene.stop(archive.id)).toMatchObject({ status: 200, body: { status: 'stopped' } })
  return scene.until(archive.id, 'available')
}

describe('a recording', { timeout: 60_000 }, () => {
  test('becomes a file that only its link opens, is listed, outlives the sandbox and can be deleted', async () => {
    const archive = await recordedFor(0.6)
    const file = await fetch(archive.url)
    expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, archive.size])
    expect((await fetch(archive.url.split('?')[0] ?? '')).status).toBe(403)
    expect(archive.sha256sum).toMatch(/^[0-9a-f]{64}$/)
    await eventually(
      () => scene.told(archive.id).length === 3 || `${scene.told(archive.id).length} were told`,
    )
    expect(scene.told(archive.id).map(({ status }) => status)).toEqual(['started', 'stopped', 'available'])
    // Nothing of the single tracks is left.
    expect((await readdir(join(scene.folder, archive.id))).sort()).toEqual(['archive.json', 'archive.webm'])

    await scene.restart()
    expect((await scene.call('GET', ARCHIVE)).body).toMatchObject({
      count: 1,
      items: [{ id: archive.id, status: 'available' }],
    })
    expect((await fetch((await scene.seen(archive.id)).url)).status).toBe(200)
    expect(await scene.call('DELETE', `${ARCHIVE}/${archive.id}`)).toMatchObject({ status: 204 })
    expect((await scene.call('GET', ARCHIVE)).body).toMatchObject({ count: 0 })
    expect(await readdir(join(scene.folder, archive.id))).toEqual(['archive.json'])
    await eventually(() => scene.told(archive.id).some(({ status }) => status === 'deleted') || 'not told')
  })

  test('is sent in parts to a player that seeks', async () => {
    const { url, size } = await recordedFor(0.6)
    const part = await fetch(url, { headers: { Range: 'bytes=10-19' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${size}`])
    expect((await part.arrayBuffer()).byteLength).toBe(10)
    expect((await fetch(url, { headers: { Range: `bytes=${size}-` } })).status).toBe(416)
  })

  test('says in the log what its file is not, where there is no ffmpeg', async () => {
    const { id } = await recordedFor(0.6)
    expect(scene.log.find((line) => line.includes(id))).toMatch(/there is no ffmpeg.*whoever speaks/)
  })

  test('that ran when the sandbox ended is failed afterwards, not running for ever', async () => {
    await scene.onAir()
    const { archive } = await scene.start()
    scene.leave()
    const kept = join(scene.folder, archive.id, 'archive.json')
    await eventually(() => existsSync(kept) || 'nothing saved')
    await scene.restart()
    expect(await scene.seen(archive.id)).toMatchObject({ status: 'failed', reason: 'failure' })
    expect(await readdir(join(scene.folder, archive.id))).toEqual(['archive.json'])
  })

  test('in which nothing was sent fails', async () => {
    const publisher = await scene.onAir()
    const { archive } = await scene.start({ streamMode: 'manual' })
    await untilSent(publisher, 0.5)
    await scene.stop(archive.id)
    expect(await scene.until(archive.id, 'failed')).toMatchObject({ reason: 'failure', size: 0 })
  })
})

describe('starting', { timeout: 60_000 }, () => {
  test('is refused where there is nothing to record', async () => {
    expect((await scene.start()).status).toBe(404)
    await scene.onAir()
    expect((await scene.start({ sessionId: aSession(scene.sandbox(), 'relayed') })).status).toBe(404)
    expect((await scene.start({ sessionId: `${scene.sessionId.slice(0, -3)}abc` })).status).toBe(404)
  })

  test.each([
    { hasAudio: false, hasVideo: false },
    { outputMode: 'both' },
    { streamMode: 'some' },
    { resolution: '1x1' },
    { layout: { type: 'custom' } },
    { layout: { type: 'pip', screenshareType: 'pip' } },
    { outputMode: 'individual', layout: { type: 'pip' } },
    { outputMode: 'individual', resolution: '640x480' },
    { maxBitrate: 99_999 },
    { maxBitrate: 6_000_001 },
    { quantizationParameter: 14 },
    { quantizationParameter: 41 },
    { maxBitrate: 500_000, quantizationParameter: 20 },
  ])('with %j is malformed', async (options) => {
    expect((await scene.start(options)).status).toBe(400)
  })

  test('takes what it is told and says so', async () => {
    await scene.onAir()
    const layout = { type: 'bestFit', screenshareType: 'pip' }
    const { status, archive } = await scene.start({ maxBitrate: 500_000, resolution: '1280x720', layout })
    expect([status, archive]).toMatchObject([200, { maxBitrate: 500_000, resolution: '1280x720' }])
  })

  test('a second time needs a tag of its own, which is told once and never again', async () => {
    await scene.onAir()
    expect((await scene.start()).status).toBe(200)
    expect((await scene.start()).status).toBe(409)
    const { status, archive } = await scene.start({ multiArchiveTag: 'second' })
    expect([status, archive.multiArchiveTag]).toEqual([200, 'second'])
    expect((await scene.start({ multiArchiveTag: 'second' })).status).toBe(409)
    expect(await scene.seen(archive.id)).not.toHaveProperty('multiArchiveTag')
    const { body } = await scene.call('GET', ARCHIVE)
    expect(body).toMatchObject({ count: 2 })
    expect(JSON.stringify(body)).not.toContain('second')
  })
})

test('only what is finished can be deleted', async () => {
  await scene.onAir()
  const { archive } = await scene.start()
  expect((await scene.call('DELETE', `${ARCHIVE}/${archive.id}`)).status).toBe(409)
  expect((await scene.call('DELETE', `${ARCHIVE}/${scene.sandbox().control.platform.newId()}`)).status).toBe(
    404,
  )
}, 60_000)

test('a layout is taken while it runs, or refused', async () => {
  await scene.onAir()
  const { id } = (await scene.start()).archive
  const put = async (archiveId: string, layout: unknown) =>
    (await scene.call('PUT', `${ARCHIVE}/${archiveId}/layout`, layout)).status
  expect(await put(id, { type: 'bestFit', screenshareType: 'verticalPresentation' })).toBe(200)
  expect(await put(id, { type: 'custom', stylesheet: 'stream { float: left }' })).toBe(200)
  for (const layout of [{}, { type: 'spiral' }, { type: 'pip', stylesheet: 'a {}' }, { type: 'custom' }]) {
    expect(await put(id, layout)).toBe(400)
  }
  expect(await put(scene.sandbox().control.platform.newId(), { type: 'pip' })).toBe(404)
}, 60_000)
