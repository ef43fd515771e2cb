import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ArchiveScene, startArchiveScene, untilSent } from '../testing/archive-scene.ts'
import { lengthOf, readIndividual } from '../testing/read-recording.ts'

let scene: ArchiveScene
beforeEach(async () => {
  scene = await startArchiveScene()
})
afterEach(() => scene.close())

const finished = async (id: string) => {
  await scene.stop(id)
  const { url } = await scene.until(id, 'available')
  return readIndividual(url, id)
}

test('holds a file for each stream and a manifest that says whose it is and when it was', async () => {
  const mia = await scene.onAir({ streamId: 'mia', data: 'p_mia' })
  const { archive } = await scene.start({ outputMode: 'individual', name: 'evening' })
  expect(archive).toMatchObject({ outputMode: 'individual', status: 'started' })
  expect(archive).not.toHaveProperty('resolution')
  await untilSent(mia, 1)
  const ben = await scene.onAir({ streamId: 'ben', clip: 'ben', data: 'p_ben' })
  await untilSent(ben, 1)
  const { manifest, sizes, tracks } = await finished(archive.id)

  const file = (streamId: string, connectionData: string) => ({
    ...{ streamId, connectionData, filename: `${streamId}.webm`, videoType: 'camera' },
    size: sizes.find(([name]) => name === `${streamId}.webm`)?.[1],
    startTimeOffset: expect.any(Number),
    stopTimeOffset: expect.any(Number),
  })
  expect(manifest).toEqual({
    ...{ id: archive.id, sessionId: scene.sessionId, name: 'evening' },
    createdAt: expect.any(Number),
    partnerId: Number(scene.project.apiKey),
    files: [file('mia', 'p_mia'), file('ben', 'p_ben')],
  })
  const [first, second] = manifest.files as Array<{ startTimeOffset: number; stopTimeOffset: number }> // as above
  expect(first?.startTimeOffset).toBeLessThan(500)
  expect(second?.startTimeOffset).toBeGreaterThan(1_000)
  // Each file begins with its stream, and is as long as the manifest says.
  for (const [index, [, found]] of tracks.entries()) {
    const { startTimeOffset = 0, stopTimeOffset = 0 } = [first, second][index] ?? {}
    expect(found.map(({ kind }) => kind).sort()).toEqual(['audio', 'video'])
    expect(Math.min(...found.map(({ packets }) => packets[0]?.timestamp ?? 9))).toBe(0)
    expect(Math.max(...found.map(lengthOf)) * 1000).toBeGreaterThan((stopTimeOffset - startTimeOffset) * 0.8)
  }
}, 60_000)

test.each([
  [{ hasAudio: false }, ['video']],
  [{ hasVideo: false }, ['audio']],
])(
  'with %j it holds only the other',
  async (options, kinds) => {
    const mia = await scene.onAir({ streamId: 'mia' })
    const { archive } = await scene.start({ outputMode: 'individual', ...options })
    await untilSent(mia, 1)
    const { tracks } = await finished(archive.id)
    expect(tracks.map(([name, found]) => [name, found.map(({ kind }) => kind)])).toEqual([
      ['mia.webm', kinds],
    ])
  },
  60_000,
)
