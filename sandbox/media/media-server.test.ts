import { createSocket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { describe, type TestContext, test, vi } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { everyNth, openRoughRoad, type RoughRoad } from '../testing/rough-road.ts'
import { publishRouted, subscribeRouted } from '../testing/routed-pair.ts'
import { createWeriftMediaServer } from './werift-media-server.ts'

// Real handshakes in real time.
vi.setConfig({ testTimeout: 90_000 })

/** A media server for one test, and what is to end with it. */
const aStage = ({ onTestFinished }: TestContext) => {
  const server = createWeriftMediaServer(() => undefined)
  onTestFinished(() => server.close())
  const kept = <T extends { close: () => unknown }>(one: T): T => {
    onTestFinished(async () => void (await one.close()))
    return one
  }
  return { server, kept }
}

const framesMore = (of: { frames: unknown[] }, count: number, road?: RoughRoad) => {
  const from = of.frames.length
  return eventually(
    () =>
      of.frames.length >= from + count ||
      `${of.frames.length - from} pictures, ${JSON.stringify(road?.counts)}`,
    40_000,
  )
}

/** Pictures of the clip are 6000 ticks apart: what is further apart was not shown. */
const skipped = (frames: readonly { timestamp: number }[]): number =>
  frames
    .slice(1)
    .reduce((sum, { timestamp }, index) => sum + (timestamp - (frames[index]?.timestamp ?? 0)) / 6_000 - 1, 0)

const isMedia = (datagram: Buffer): boolean => (datagram[0] ?? 0) >> 6 === 2

const record = (type: number, body: Buffer) => {
  const head = Buffer.from([type, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, body.length])
  return Buffer.concat([head, body])
}
/** What a stranger can send who guesses the port: DTLS that looks right, and what looks like nothing. */
const FORGED: Record<string, Buffer> = {
  'an alert that closes': record(21, Buffer.from([1, 0])),
  'an alert that fails': record(21, Buffer.from([2, 40])),
  'a client hello': record(
    22,
    Buffer.concat([Buffer.from([1, 0, 0, 42, 0, 0, 0, 0, 0, 0, 0, 42]), Buffer.alloc(42, 7)]),
  ),
  'a finished': record(
    22,
    Buffer.concat([Buffer.from([20, 0, 0, 12, 0, 9, 0, 0, 0, 0, 0, 12]), Buffer.alloc(12, 7)]),
  ),
  'half a handshake': record(22, Buffer.from([1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9])),
  'a change of cipher': record(20, Buffer.from([1])),
  'data of the next epoch': Buffer.concat([
    Buffer.from([23, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 9, 0, 32]),
    Buffer.alloc(32, 3),
  ]),
  'a length that lies': Buffer.from([22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1]),
  'a wrong version': Buffer.from([22, 0x7f, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]),
  rtp: Buffer.concat([Buffer.from([0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]), Buffer.alloc(100, 1)]),
  rtcp: Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 1]),
  stun: Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), Buffer.alloc(12, 5)]),
  nothing: Buffer.alloc(0),
  noise: Buffer.alloc(1_200, 0xd5),
}

// They mostly wait for pictures, so they wait together.
describe.concurrent('a stream that goes through the server', () => {
  test.for(['publisher', 'subscriber'])(
    'what is lost on the way of the %s is sent again',
    async (whose, context) => {
      const { server, kept } = aStage(context)
      const { expect } = context
      const road = kept(await openRoughRoad())
      const publisher = kept(await publishRouted(server, whose === 'publisher' ? { road } : {}))
      const subscriber = kept(await subscribeRouted(publisher, whose === 'subscriber' ? { road } : {}))
      await framesMore(subscriber, 5)
      const nth = everyNth(10)
      road.lose = (datagram) => isMedia(datagram) && nth(datagram)
      const from = subscriber.frames.length
      await framesMore(subscriber, 75, road)
      expect(road.counts.lost).toBeGreaterThan(15)
      expect(skipped(subscriber.frames.slice(from))).toBeLessThanOrEqual(2)
    },
  )

  test('it is reached over every address of this machine, not over loopback alone', async (context) => {
    const { server, kept } = aStage(context)
    const all = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
    for (const { address } of all.filter(({ family }) => family === 'IPv4')) {
      const publisher = kept(await publishRouted(server, { address }))
      await framesMore(kept(await subscribeRouted(publisher, { address })), 5)
    }
  })

  test('who comes late begins with a key frame', async (context) => {
    const { server, kept } = aStage(context)
    const { expect } = context
    const publisher = kept(await publishRouted(server))
    const early = kept(await subscribeRouted(publisher))
    await framesMore(early, 20)
    const late = kept(await subscribeRouted(publisher))
    await framesMore(late, 5)
    expect(late.frames[0]?.key).toBe(true)
  })

  test('what nobody wants is not sent: not a byte of it, until it is wanted again', async (context) => {
    const { server, kept } = aStage(context)
    const { expect } = context
    const publisher = kept(await publishRouted(server))
    const subscriber = kept(await subscribeRouted(publisher))
    await framesMore(subscriber, 5)
    subscriber.outbound.want({ video: false })
    const heard = subscriber.packets.audio
    await eventually(() => subscriber.packets.audio > heard + 10 || 'the sound stopped')
    const before = { ...subscriber.packets }
    await eventually(() => subscriber.packets.audio > before.audio + 50 || 'the sound stopped')
    expect(subscriber.packets.video).toBe(before.video)
    subscriber.outbound.want({ video: true })
    await framesMore(subscriber, 20)
  })

  test('a stranger who sends to the ports of the media changes nothing', async (context) => {
    const { server, kept } = aStage(context)
    const { expect } = context
    const publisher = kept(await publishRouted(server))
    const subscriber = kept(await subscribeRouted(publisher))
    await framesMore(subscriber, 5)
    const stranger = createSocket('udp4')
    kept({ close: () => stranger.close() })
    const failed: string[] = []
    for (const [name, datagram] of Object.entries(FORGED)) {
      for (const port of [...publisher.serverPorts, ...subscriber.serverPorts])
        for (let time = 0; time < 100; time++) stranger.send(datagram, port, '127.0.0.1')
      await framesMore(subscriber, 5).catch(() => failed.push(name))
    }
    expect(failed).toEqual([])
  })
})
