import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeWith } from '../../archives/compose.ts'
import { type Clip, readClip } from '../../people/media/clip.ts'
import { composeArguments, findFfmpeg } from './compose-with-ffmpeg.ts'
import { type RecordedTrack, recordTrack } from './record-track.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const recordVideo = (clip: Clip, streamId: string, from: number) => {
  const recorder = recordTrack('video', streamId, join(folder, `${streamId}.video.webm`))
  let sequenceNumber = 65_000
  for (const [index, { payloads }] of clip.frames.entries()) {
    for (const [part, payload] of payloads.entries()) {
      const marker = part === payloads.length - 1
      const packet = { kind: 'video' as const, sequenceNumber, timestamp: index * 6_000, marker, payload }
      recorder.push(packet, from + index / 15)
      sequenceNumber = (sequenceNumber + 1) & 0xffff
    }
  }
  return recorder.finish()
}

const recordAudio = (clip: Clip, streamId: string, from: number) => {
  const recorder = recordTrack('audio', streamId, join(folder, `${streamId}.audio.webm`))
  for (const [index, payload] of clip.audio.entries()) {
    const packet = {
      kind: 'audio' as const,
      sequenceNumber: index,
      timestamp: index * 960,
      marker: false,
      payload,
    }
    recorder.push(packet, from + index / 50)
  }
  return recorder.finish()
}

/** Mia from the start, Ben from the fourth second: ten seconds each. */
const recordBoth = async (): Promise<RecordedTrack[]> => {
  const [mia, ben] = [await readClip('mia'), await readClip('ben')]
  const tracks = await Promise.all([
    recordVideo(mia, 'mia', 0),
    recordAudio(mia, 'mia', 0),
    recordVideo(ben, 'ben', 4),
    recordAudio(ben, 'ben', 4),
  ])
  return tracks.filter((track) => track !== null)
}

const open = (file: string) => new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })

test('a track is recorded whole and in time', async () => {
  const tracks = await recordBoth()
  const found = tracks.map(({ streamId, kind, from, to, frames }) => [
    streamId,
    kind,
    from,
    Math.round(to),
    frames,
  ])
  expect(found).toEqual([
    ['mia', 'video', 0, 10, 150],
    ['mia', 'audio', 0, 10, 500],
    ['ben', 'video', 4, 14, 150],
    ['ben', 'audio', 4, 14, 500],
  ])
  const input = open(tracks[2]?.file ?? '')
  expect(await input.computeDuration()).toBeCloseTo(14, 0)
})

test('nothing that came in makes no file', async () => {
  expect(await recordTrack('video', 'nobody', join(folder, 'nobody.webm')).finish()).toBeNull()
})

const ffmpeg = await findFfmpeg()
const composers = [
  { name: 'without ffmpeg', compose: composeWith(null).compose, size: [640, 360] },
  ...(ffmpeg ? [{ name: 'with ffmpeg', compose: composeWith(ffmpeg).compose, size: [640, 480] }] : []),
]

describe.each(composers)('composed $name', { timeout: 120_000 }, ({ name, compose, size }) => {
  test('one file holds everyone for as long as it took', async () => {
    const output = join(folder, `${name}.webm`)
    const signal = new AbortController().signal
    await compose({ tracks: await recordBoth(), output, duration: 14, resolution: '640x480', signal })
    const input = open(output)
    const video = await input.getPrimaryVideoTrack()
    expect(await input.computeDuration()).toBeCloseTo(14, 0)
    expect([await video?.getCodedWidth(), await video?.getCodedHeight()]).toEqual(size)
    expect(await (await input.getPrimaryAudioTrack())?.computeDuration()).toBeCloseTo(14, 0)
    const { packetCount = 0 } = (await video?.computePacketStats()) ?? {}
    // Nobody is shown less often than the slower of the two rates.
    expect(packetCount).toBeGreaterThan(14 * 15 * 0.9)
  })

  test('a lone voice without a picture makes a file too', async () => {
    const output = join(folder, `${name}-voice.webm`)
    const track = await recordAudio(await readClip('mia'), 'mia', 2)
    const signal = new AbortController().signal
    await compose({ tracks: track ? [track] : [], output, duration: 12, resolution: '640x480', signal })
    expect(await open(output).getPrimaryVideoTrack()).toBeNull()
    expect(await open(output).computeDuration()).toBeCloseTo(12, 0)
  })
})

describe('whom a recording without ffmpeg shows', () => {
  const shown = async (tracks: RecordedTrack[], name: string) => {
    const output = join(folder, `${name}.webm`)
    const { signal } = new AbortController()
    await composeWith(null).compose({ tracks, output, duration: 14, resolution: '640x480', signal })
    return open(output).getPrimaryVideoTrack()
  }

  test('when nobody is heard, whoever is there: the one who stays after the first has left too', async () => {
    const tracks = (await recordBoth()).filter(({ kind }) => kind === 'video')
    expect(await (await shown(tracks, 'silent'))?.computeDuration()).toBeCloseTo(14, 0)
  })

  test('one who was taken out and in again, both times', async () => {
    const mia = await readClip('mia')
    const pieces = [await recordVideo(mia, 'mia', 0), await recordVideo(mia, 'mia-again', 12)]
    const tracks = pieces.filter((track) => track !== null).map((track) => ({ ...track, streamId: 'mia' }))
    const video = await shown(tracks, 'twice')
    expect(await video?.computeDuration()).toBeCloseTo(22, 0)
    expect((await video?.computePacketStats())?.packetCount).toBe(300)
  })
})

test('without ffmpeg, who speaks is shown, though the one before is seen again later', async () => {
  const [mia, ben] = [await readClip('mia'), await readClip('ben')]
  const pieces = await Promise.all([
    recordVideo(mia, 'first', 0),
    recordAudio(mia, 'first', 0),
    recordVideo(mia, 'later', 22),
    recordVideo(ben, 'ben', 11),
    recordAudio(ben, 'ben', 11),
  ])
  const tracks = pieces.filter((track) => track !== null)
  const named = tracks.map((track) => ({ ...track, streamId: track.streamId === 'ben' ? 'ben' : 'mia' }))
  const output = join(folder, 'speakers.webm')
  const { signal } = new AbortController()
  await composeWith(null).compose({ tracks: named, output, duration: 32, resolution: '640x480', signal })
  const video = await open(output).getPrimaryVideoTrack()
  expect(await video?.computeDuration()).toBeCloseTo(21, 0)
})

test('ffmpeg is asked for one grid and one mix, each track at its own time', () => {
  const track = (kind: 'audio' | 'video', streamId: string, from: number): RecordedTrack => ({
    ...{ kind, streamId, from, to: from + 5, shift: 0, frames: 100 },
    file: `/rec/${streamId}.${kind}.webm`,
  })
  const tracks = [track('audio', 'mia', 0), track('video', 'mia', 0.25), track('audio', 'ben', 4)]
  const { signal } = new AbortController()
  const composition = { tracks, output: '/rec/out.webm', duration: 9, resolution: '640x480', signal }
  const args = composeArguments(composition)
  const filters = args[args.indexOf('-filter_complex') + 1]
  expect(args.filter((_, index) => args[index - 1] === '-i')).toEqual([
    '/rec/mia.video.webm',
    '/rec/mia.audio.webm',
    '/rec/ben.audio.webm',
  ])
  expect(filters).toContain('setpts=PTS-STARTPTS+0.250/TB')
  expect(filters).toContain('adelay=4000:all=1')
  expect(filters).toContain('amix=inputs=2')
  const quality = (wish: object) => composeArguments({ ...composition, ...wish }).join(' ')
  expect(quality({})).toContain('-b:v 1000000 ')
  expect(quality({ maxBitrate: 200_000 })).toContain('-b:v 200000 ')
  expect(quality({ quantizationParameter: 30 })).toContain('-crf 30 -b:v 0 ')
})
