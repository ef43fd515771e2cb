/** What was sent is in the file: nearly every frame, sound and picture together, for as long as it took. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Clip, readClip } from '../people/media/clip.ts'
import { type ArchiveScene, startArchiveScene, untilSent } from '../testing/archive-scene.ts'
import {
  download,
  type FoundPacket,
  type FoundTrack,
  lengthOf,
  readIndividual,
  readRecording,
} from '../testing/read-recording.ts'
import { WireClient } from '../testing/wire-client.ts'

let scene: ArchiveScene
let clip: Clip
beforeEach(async () => {
  scene = await startArchiveScene()
  clip = await readClip('mia')
})
afterEach(() => scene.close())

/** Less than the clip has, so that each of its packets is sent once. */
const SECONDS = 8
const PICTURES_PER_SECOND = 15
const SOUNDS_PER_SECOND = 50

/** The first byte of each part is the packet's, not the frame's. */
const framesOf = ({ frames }: Clip): Buffer[] =>
  frames.map(({ payloads }) => Buffer.concat(payloads.map((payload) => payload.subarray(1))))

/** Where in the clip the recorded packets were, known by their bytes; null where those occur more than once. */
const placesOf = (packets: readonly FoundPacket[], clipped: readonly Buffer[]): Array<number | null> => {
  const places = new Map<string, number[]>()
  for (const [index, data] of clipped.entries()) {
    const bytes = data.toString('base64')
    places.set(bytes, [...(places.get(bytes) ?? []), index])
  }
  return packets.map(({ data }) => {
    const [place, ...others] = places.get(Buffer.from(data).toString('base64')) ?? []
    return place === undefined || others.length > 0 ? null : place
  })
}

/** By how many ms each packet stands later in the file than it was sent after the first. */
const delays = ({ packets }: FoundTrack, places: ReadonlyArray<number | null>, rate: number): number[] =>
  packets.flatMap(({ timestamp }, index) => {
    const place = places[index] ?? null
    return place === null ? [] : [(timestamp - place / rate) * 1000]
  })

type Recorded = { video: FoundTrack; audio: FoundTrack }

const finished = async (id: string, outputMode: string): Promise<Recorded> => {
  await scene.stop(id)
  const { url } = await scene.until(id, 'available')
  const tracks =
    outputMode === 'individual'
      ? (await readIndividual(url, id)).tracks[0]?.[1]
      : await readRecording(await download(url))
  const video = tracks?.find(({ kind }) => kind === 'video')
  const audio = tracks?.find(({ kind }) => kind === 'audio')
  if (!video || !audio) throw new Error('picture or sound is missing')
  return { video, audio }
}

/** Recorded in both ways before the first packet is sent, so that all of it must be there. */
const recordedBothWays = async () => {
  const watcher = new WireClient({ sandbox: scene.sandbox(), sessionId: scene.sessionId })
  await watcher.open()
  await watcher.enter()
  const composed = (await scene.start()).archive
  const individual = (await scene.start({ outputMode: 'individual', multiArchiveTag: 'apart' })).archive
  const publisher = await scene.onAir({ answersPictureRequests: false })
  await untilSent(publisher, SECONDS)
  scene.leave()
  const sent = publisher.sent()
  await scene.until(composed.id, 'paused')
  return {
    sent,
    recordings: [
      { outputMode: 'composed', ...(await finished(composed.id, 'composed')) },
      { outputMode: 'individual', ...(await finished(individual.id, 'individual')) },
    ],
  }
}

test('every recording has 95 % of the frames, within 80 ms of each other and 2 % of the time', async () => {
  const { sent, recordings } = await recordedBothWays()
  for (const { outputMode, video, audio } of recordings) {
    const shown = placesOf(video.packets, framesOf(clip))
    const heard = placesOf(audio.packets, clip.audio)

    // A picture that nothing leads to can be neither kept nor shown: what counts begins with the first that can.
    const first = shown[0] ?? 0
    const pictures = sent.pictures - first
    expect(video.packets.length / pictures, outputMode).toBeGreaterThan(0.95)
    expect(audio.packets.length / sent.sounds, outputMode).toBeGreaterThan(0.95)

    const late = {
      pictures: delays(video, shown, PICTURES_PER_SECOND),
      sounds: delays(audio, heard, SOUNDS_PER_SECOND),
    }
    expect([late.pictures.length > 30, late.sounds.length > 20], outputMode).toEqual([true, true])
    const all = [...late.pictures, ...late.sounds]
    expect(Math.max(...all) - Math.min(...all), outputMode).toBeLessThan(80)

    expect(Math.abs(lengthOf(audio) / (sent.sounds / SOUNDS_PER_SECOND) - 1), outputMode).toBeLessThan(0.02)
    expect(Math.abs(lengthOf(video) / (pictures / PICTURES_PER_SECOND) - 1), outputMode).toBeLessThan(0.02)
  }
}, 60_000)
