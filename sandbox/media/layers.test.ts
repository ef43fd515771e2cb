import { describe, expect, test } from 'vitest'
import { RtpHeader, RtpPacket } from 'werift'
import { type Layer, layerFor, startsKeyFrame } from './layers.ts'
import { hasLayers, withoutRepair, withStartBitrate } from './simulcast-sdp.ts'

const aLayer = (width: number, alive = true): Layer => ({
  width,
  isAlive: () => alive,
  requestPicture: () => undefined,
  note: () => undefined,
  measure: () => undefined,
})

describe('of three sizes', () => {
  const [full, half, quarter] = [aLayer(1280), aLayer(640), aLayer(320)]
  const layers = [full, half, quarter]

  test.each([
    [Number.POSITIVE_INFINITY, full],
    [1280, full],
    [641, full],
    [640, half],
    [321, half],
    [320, quarter],
    [1, quarter],
  ])('whoever shows %d pixels gets the smallest that is not smaller', (wanted, expected) => {
    expect(layerFor(layers, wanted)).toBe(expected)
  })

  test('the largest that comes in is sent when the publisher leaves out the wanted one', () => {
    expect(layerFor([aLayer(1280, false), half, quarter], 1280)).toBe(half)
    expect(layerFor([aLayer(1280, false), aLayer(640, false)], 1280)).toBeNull()
  })
})

const OFFER = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack',
  'a=rtcp-fb:96 nack pli',
  'a=rid:f send',
  'a=rid:h send',
  'a=simulcast:send f;h',
  '',
].join('\r\n')

test('of an offer with layers only the asking for lost packets is taken', () => {
  expect(hasLayers(OFFER)).toBe(true)
  expect(withoutRepair(OFFER)).toBe(OFFER.replace('a=rtcp-fb:96 nack\r\n', ''))
  expect(hasLayers(OFFER.replace('a=simulcast:send f;h', ''))).toBe(false)
})

test('the answer says how fast to begin, for the picture alone', () => {
  const answer = 'a=rtpmap:111 opus/48000/2\r\na=rtpmap:96 VP8/90000\r\n'
  expect(withStartBitrate(answer)).toBe(`${answer}a=fmtp:96 x-google-start-bitrate=2500\r\n`)
})

test.each([[[]], [[0x10]], [[0x90]], [[0x90, 0xff]], [[0x90, 0x80, 0x80]]])(
  'nothing begins in padding or in what is cut short: %j',
  (bytes) => {
    expect(startsKeyFrame(new RtpPacket(new RtpHeader(), Buffer.from(bytes)))).toBe(false)
  },
)
