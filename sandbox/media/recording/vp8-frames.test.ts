import { beforeAll, describe, expect, test } from 'vitest'
import { type Clip, readClip } from '../../people/media/clip.ts'
import type { TappedPacket } from '../media-server.ts'
import { createVp8Frames, frameSize } from './vp8-frames.ts'

let clip: Clip
beforeAll(async () => {
  clip = await readClip('mia')
})

/** A second of the clip and a bit, as it comes over the wire. */
const packets = (): TappedPacket[] => {
  let sequenceNumber = 65_530
  return clip.frames.slice(0, 20).flatMap(({ payloads }, frame) =>
    payloads.map((payload, part) => {
      sequenceNumber = (sequenceNumber + 1) & 0xffff
      const marker = part === payloads.length - 1
      return { kind: 'video', sequenceNumber, timestamp: frame * 6_000, marker, payload }
    }),
  )
}

const join = (arrived: readonly TappedPacket[]) => {
  const frames = createVp8Frames()
  return arrived.map(frames).filter((frame) => frame !== null)
}

describe('frames', () => {
  test('are joined whole, with their time and whether they stand alone', () => {
    const joined = join(packets())
    expect(joined.map(({ timestamp }) => timestamp)).toEqual(
      Array.from({ length: 20 }, (_, index) => index * 6_000),
    )
    expect(joined.map(({ key }) => key)).toEqual(clip.frames.slice(0, 20).map(({ isKey }) => isKey))
    expect(frameSize(joined[0]?.data ?? Buffer.alloc(0))).toEqual({ width: clip.width, height: clip.height })
  })

  test('before the first key frame are dropped', () => {
    const first = packets().findIndex(({ timestamp }) => timestamp > 0)
    const joined = join(packets().slice(first))
    expect(joined[0]).toMatchObject({ key: true, timestamp: 15 * 6_000 })
  })

  test('with a hole are dropped, and all that lean on them, up to the next key frame', () => {
    const arrived = packets()
    const lost = arrived.findIndex(({ timestamp }) => timestamp === 3 * 6_000)
    const joined = join(arrived.filter((_, index) => index !== lost))
    expect(joined.map(({ timestamp }) => timestamp / 6_000)).toEqual([0, 1, 2, 15, 16, 17, 18, 19])
  })
})
