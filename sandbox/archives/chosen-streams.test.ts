import { afterEach, beforeEach, expect, test } from 'vitest'
import { ARCHIVE, type ArchiveScene, startArchiveScene, untilSent } from '../testing/archive-scene.ts'
import { download, readIndividual, readRecording } from '../testing/read-recording.ts'
import { STREAM, WireClient } from '../testing/wire-client.ts'

let scene: ArchiveScene
beforeEach(async () => {
  scene = await startArchiveScene()
})
afterEach(() => scene.close())

const choose = async (id: string, choice: unknown): Promise<number> =>
  (await scene.call('PATCH', `${ARCHIVE}/${id}/streams`, choice)).status

test('in stream mode manual only what was chosen is recorded, for as long as it is', async () => {
  const mia = await scene.onAir({ streamId: 'mia' })
  await scene.onAir({ streamId: 'ben', clip: 'ben' })
  await scene.onAir({ streamId: 'zoe', clip: 'ben' })
  const { archive } = await scene.start({ streamMode: 'manual', outputMode: 'individual' })
  expect(archive).toMatchObject({ streamMode: 'manual', streams: [] })

  expect(await choose(archive.id, { addStream: 'mia' })).toBe(204)
  expect(await choose(archive.id, { addStream: 'ben', hasVideo: false })).toBe(204)
  await untilSent(mia, 1)
  expect((await scene.seen(archive.id)).streams).toEqual([
    { streamId: 'mia', hasAudio: true, hasVideo: true },
    { streamId: 'ben', hasAudio: true, hasVideo: false },
  ])
  // Mia's picture is taken out, then she as a whole, then both are there again.
  expect(await choose(archive.id, { addStream: 'mia', hasVideo: false })).toBe(204)
  await untilSent(mia, 1)
  expect(await choose(archive.id, { removeStream: 'mia' })).toBe(204)
  await untilSent(mia, 1)
  expect(await choose(archive.id, { addStream: 'mia' })).toBe(204)
  await untilSent(mia, 1)
  await scene.stop(archive.id)

  const { url } = await scene.until(archive.id, 'available')
  const { tracks } = await readIndividual(url, archive.id)
  const found = new Map(tracks)
  expect([...found.keys()].sort()).toEqual(['ben.webm', 'mia.webm'])
  expect(found.get('ben.webm')?.map(({ kind }) => kind)).toEqual(['audio'])
  const miasPackets = (wanted: string) => found.get('mia.webm')?.find(({ kind }) => kind === wanted)?.packets
  const gaps = (wanted: string) =>
    miasPackets(wanted)
      ?.slice(1)
      .map(({ timestamp }, index) => timestamp - (miasPackets(wanted)?.[index]?.timestamp ?? 0))
  expect(Math.max(...(gaps('audio') ?? []))).toBeGreaterThan(0.8)
  expect(Math.max(...(gaps('video') ?? []))).toBeGreaterThan(1.3)
  expect(Math.max(...(gaps('video') ?? []))).toBeGreaterThan(Math.max(...(gaps('audio') ?? [])))
}, 60_000)

test('a composed one has no picture and no sound of who was not chosen', async () => {
  const mia = await scene.onAir({ streamId: 'mia' })
  await scene.onAir({ streamId: 'ben', clip: 'ben' })
  const { archive } = await scene.start({ streamMode: 'manual' })
  await choose(archive.id, { addStream: 'mia', hasAudio: false })
  await untilSent(mia, 1)
  await scene.stop(archive.id)
  const { url } = await scene.until(archive.id, 'available')
  expect((await readRecording(await download(url))).map(({ kind }) => kind)).toEqual(['video'])
}, 60_000)

test('what the archive as a whole leaves out, no choice brings in', async () => {
  const mia = await scene.onAir({ streamId: 'mia' })
  const { id } = (await scene.start({ streamMode: 'manual', hasVideo: false })).archive
  await choose(id, { addStream: 'mia', hasAudio: true, hasVideo: true })
  await untilSent(mia, 1)
  await scene.stop(id)
  const { url } = await scene.until(id, 'available')
  expect((await readRecording(await download(url))).map(({ kind }) => kind)).toEqual(['audio'])
}, 60_000)

test('choosing is refused where it means nothing', async () => {
  await scene.onAir({ streamId: 'mia' })
  const auto = (await scene.start()).archive.id
  const { id } = (await scene.start({ streamMode: 'manual', multiArchiveTag: 'chosen' })).archive
  expect(await choose(auto, { addStream: 'mia' })).toBe(405)
  expect(await choose(scene.sandbox().control.platform.newId(), { addStream: 'mia' })).toBe(404)
  expect(await choose(id, { addStream: 'nobody' })).toBe(404)
  for (const malformed of [
    {},
    { addStream: '' },
    { addStream: 'a/b' },
    { addStream: 'mia', hasAudio: 'yes' },
    { addStream: 'mia', hasAudio: false, hasVideo: false },
    { addStream: 'mia', removeStream: 'mia' },
  ]) {
    expect(await choose(id, malformed)).toBe(400)
  }
  await scene.stop(id)
  expect(await choose(id, { addStream: 'mia' })).toBe(409)
}, 60_000)

test('who left is no longer among the chosen', async () => {
  const mia = await scene.onAir({ streamId: 'mia' })
  await scene.onAir({ streamId: 'ben' })
  const { id } = (await scene.start({ streamMode: 'manual' })).archive
  await choose(id, { addStream: 'mia' })
  await choose(id, { addStream: 'ben' })
  await mia.client.ask('delete', '/stream/mia')
  expect((await scene.seen(id)).streams).toMatchObject([{ streamId: 'ben' }])
}, 60_000)

test('a composed one takes sixteen pictures and fifty sounds', async () => {
  const sandbox = scene.sandbox()
  const crowd = async (person: number): Promise<void> => {
    const client = new WireClient({ sandbox, sessionId: scene.sessionId })
    await client.open()
    await client.enter()
    for (let stream = 0; stream < 10; stream += 1) {
      await client.ask('create', `/stream/p${person}-${stream}`, STREAM)
    }
  }
  for (let person = 0; person < 6; person += 1) await crowd(person)
  const { id } = (await scene.start({ streamMode: 'manual' })).archive
  const answers = { pictures: [] as number[], sounds: [] as number[] }
  for (let index = 0; index < 17; index += 1) {
    const addStream = `p${Math.floor(index / 10)}-${index % 10}`
    answers.pictures.push(await choose(id, { addStream, hasAudio: false }))
  }
  for (let index = 0; index < 51; index += 1) {
    const addStream = `p${Math.floor(index / 10)}-${index % 10}`
    answers.sounds.push(await choose(id, { addStream, hasVideo: false }))
  }
  expect(answers.pictures).toEqual([...Array(16).fill(204), 400])
  expect(answers.sounds).toEqual([...Array(50).fill(204), 400])
}, 60_000)
