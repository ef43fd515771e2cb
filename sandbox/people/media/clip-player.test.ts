import { describe, expect, test } from 'vitest'
import type { Clip } from './clip.ts'
import { createClipPlayer, type MediaPacket } from './clip-player.ts'

const MIDNIGHT = Date.UTC(2026, 10, 24)
const SQUEEZED = 6_000

/** Payloads say which frame or packet they are; every 15th frame is a key frame of two packets. */
const aClip = (key = 'clip'): Clip => ({
  key,
  width: 320,
  height: 180,
  frames: Array.from({ length: 150 }, (_, index) => ({
    isKey: index % 15 === 0,
    payloads:
      index % 15 === 0
        ? [Buffer.from(`${key} ${index}`), Buffer.from('rest')]
        : [Buffer.from(`${key} ${index}`)],
  })),
  audio: Array.from({ length: 500 }, (_, index) => Buffer.from(`${key} opus ${index}`)),
})

type Player = ReturnType<typeof createClipPlayer>

const play = (player: Player, fromMs: number, toMs: number, stepMs = 20): MediaPacket[] => {
  const sent: MediaPacket[] = []
  for (let at = fromMs; at < toMs; at += stepMs) player.advance(at, (packet) => sent.push(packet))
  return sent
}

const videoOf = (packets: MediaPacket[]) => packets.filter(({ kind }) => kind === 'video')
const audioOf = (packets: MediaPacket[]) => packets.filter(({ kind }) => kind === 'audio')
const framesOf = (packets: MediaPacket[]) =>
  videoOf(packets)
    .map(({ payload }) => payload.toString())
    .filter((text) => text !== 'rest')
const gaps = (numbers: number[], modulo: number) =>
  numbers.slice(1).map((value, index) => (value - (numbers[index] ?? 0) + modulo) % modulo)
const steps = (numbers: number[], modulo: number) => new Set(gaps(numbers, modulo))
const stampsOf = (packets: MediaPacket[]) => packets.map(({ timestamp }) => timestamp)

describe('the loop', () => {
  test('runs over its end without a hole in sequence numbers or timestamps', () => {
    const packets = play(createClipPlayer(aClip(), 65_000, true), MIDNIGHT, MIDNIGHT + 25_000)
    for (const kind of [videoOf(packets), audioOf(packets)]) {
      expect(
        steps(
          kind.map(({ sequenceNumber }) => sequenceNumber),
          2 ** 16,
        ),
      ).toEqual(new Set([1]))
    }
    expect(Math.max(...packets.map(({ sequenceNumber }) => sequenceNumber))).toBe(0xffff)
    expect(steps(stampsOf(audioOf(packets)), 2 ** 32)).toEqual(new Set([960]))
    const frames = videoOf(packets).filter(({ marker }) => marker)
    expect(steps(stampsOf(frames), 2 ** 32)).toEqual(new Set([6_000]))
    expect(frames).toHaveLength(375)
  })

  test('shows at each moment the frame that belongs to it, so that the clock in the picture is true', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 23_400)
    expect(framesOf(play(player, MIDNIGHT + 23_400, MIDNIGHT + 23_450)).at(-1)).toBe('clip 51')
  })

  test('takes up the present after the process stood still, with a key frame', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 2_000)
    const frames = framesOf(play(player, MIDNIGHT + 64_500, MIDNIGHT + 64_520))
    expect(frames[0]).toBe('clip 60')
    expect(frames.at(-1)).toBe('clip 67')
  })
})

describe('a wanted picture', () => {
  test('begins with a key frame and ends in the present, within the time of one frame', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 3_500)
    player.wantPicture()
    const packets = videoOf(play(player, MIDNIGHT + 3_500, MIDNIGHT + 3_520))
    const frames = framesOf(packets)
    expect(frames[0]).toBe('clip 45')
    expect(frames.at(-1)).toBe('clip 52')
    const stamps = packets.filter(({ marker }) => marker).map(({ timestamp }) => timestamp)
    expect(Math.min(...gaps(stamps, 2 ** 32))).toBeGreaterThan(0)
    expect((stamps.at(-1) ?? 0) - (stamps[0] ?? 0)).toBeLessThan(SQUEEZED)
  })

  test('is not sent again and again to many who ask at once', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 3_300)
    const sent: MediaPacket[] = []
    for (let at = 3_300; at < 3_500; at += 20) {
      player.wantPicture()
      player.advance(MIDNIGHT + at, (packet) => sent.push(packet))
    }
    expect(framesOf(sent).filter((frame) => frame === 'clip 45')).toHaveLength(1)
  })

  test('waits when a key frame comes by itself in a moment', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 3_900)
    player.wantPicture()
    expect(framesOf(play(player, MIDNIGHT + 3_900, MIDNIGHT + 4_010))).toEqual(['clip 59', 'clip 60'])
  })
})

describe('sound', () => {
  test('is not sent at all while muted, and marked where it begins anew', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 1_000)
    player.setSound(false)
    expect(audioOf(play(player, MIDNIGHT + 1_000, MIDNIGHT + 2_000))).toEqual([])
    player.setSound(true)
    const [first, second] = audioOf(play(player, MIDNIGHT + 2_000, MIDNIGHT + 2_040))
    expect(first).toMatchObject({ marker: true, payload: Buffer.from('clip opus 100') })
    expect(second).toMatchObject({ marker: false })
  })

  test('said during a short mute is never sent afterwards', () => {
    const player = createClipPlayer(aClip(), 0, true)
    play(player, MIDNIGHT, MIDNIGHT + 1_000)
    player.setSound(false)
    play(player, MIDNIGHT + 1_000, MIDNIGHT + 1_200)
    player.setSound(true)
    const [first] = audioOf(play(player, MIDNIGHT + 1_200, MIDNIGHT + 1_220))
    expect(first?.payload.toString()).toBe('clip opus 60')
  })
})

describe('another clip', () => {
  test('is shown at once, from a key frame of its own, under running numbers', () => {
    const player = createClipPlayer(aClip('calm'), 0, true)
    const before = play(player, MIDNIGHT, MIDNIGHT + 3_300)
    player.show(aClip('loud'))
    const after = play(player, MIDNIGHT + 3_300, MIDNIGHT + 3_420)
    expect(framesOf(after)[0]).toBe('loud 45')
    const numbers = videoOf([...before, ...after]).map(({ sequenceNumber }) => sequenceNumber)
    expect(steps(numbers, 2 ** 16)).toEqual(new Set([1]))
  })
})
