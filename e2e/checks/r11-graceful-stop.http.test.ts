import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wire } from '../kit/callbacks.ts'
import { eventually } from '../kit/eventually.ts'
import { type LiveSite, startLiveSite } from '../kit/live-site.ts'

/** R11: a server that is told to stop under load finishes what it has taken, sends its readers elsewhere, and goes. */

const STOPS = 3
const SENDERS = 16

let site: LiveSite
/** Of the third server, from which nothing is wanted but that it ends: it takes a while, and the others are tried meanwhile. */
let held: Promise<number>

beforeAll(async () => {
  site = await startLiveSite({ nodes: 3 })
  const lines = await Promise.all(['', 'GET /live HTTP/1.1\r\nhost: '].map(openLine))
  await fetch(new URL('/api/health', site.nodes[2]?.url)) // lines are taken in turn: those are, once this one is
  held = stopHeld(lines)
  held.catch(() => {}) // told by the test that waits for it
}, 300_000)

/** How long it took to end, in milliseconds. */
async function stopHeld(lines: { closed: Promise<void> }[]): Promise<number> {
  const told = performance.now()
  await Promise.all([site.nodes[2]?.stop(), ...lines.map(({ closed }) => closed)])
  return performance.now() - told
}

/** A connection to the third server on which so much is said and no more; it is to be waited for until it is closed. */
async function openLine(begun: string): Promise<{ closed: Promise<void> }> {
  const { hostname, port } = new URL(site.nodes[2]?.url ?? '')
  const line = connect(Number(port), hostname)
  await once(line, 'connect')
  line.write(begun)
  const closed = new Promise<void>((resolve) => line.once('close', () => resolve()))
  line.on('error', () => {}) // it is broken off: by which word does not matter
  line.resume()
  return { closed }
}

afterAll(() => site?.end())

test('a server is stopped three times under load, and nobody loses anything', {
  timeout: 240_000,
}, async () => {
  const acknowledged = new Set<string>()
  const unexpected: number[] = []
  let sending = true
  let made = 0

  async function deliver(connection: string): Promise<void> {
    const event = wire.joined(connection, { session: `2_G${made % 10}` })
    for (let attempt = made; ; attempt++) {
      const answer = await site.deliver(attempt % 2, event).catch(() => null)
      if (answer?.status === 200) return void acknowledged.add(connection)
      if (answer) unexpected.push(answer.status)
      await sleep(50) // as the platform would, only sooner
    }
  }
  const sender = async () => {
    while (sending) await deliver(`c-${++made}`)
  }
  const senders = Array.from({ length: SENDERS }, sender)

  for (let stop = 0; stop < STOPS; stop++) {
    const victim = site.nodes[stop % 2]
    const before = acknowledged.size
    const [there, elsewhere] = [await site.feed(stop % 2), await site.feed((stop + 1) % 2)]
    await eventually(() => acknowledged.size > before + 50 || 'no load', { timeoutMs: 30_000 })
    const told = performance.now()
    await victim?.stop()
    expect(performance.now() - told).toBeLessThan(20_000)
    await eventually(() => there.ended || 'the reader hangs')
    expect(there.events.at(-1)?.event).toBe('bye')
    expect(elsewhere.ended).toBe(false)
    await elsewhere.stop()
    await victim?.restart()
  }
  sending = false
  await Promise.all(senders)
  const stored = await site.db.platformEvent.findMany({ select: { subject: true } })
  expect(new Set(stored.map((row) => row.subject))).toEqual(acknowledged)
  expect(stored).toHaveLength(acknowledged.size)
  expect(unexpected).toEqual([])
})

test('neither a line on which nobody asks, nor a request that is never finished, keeps a server', async () => {
  const took = await held
  expect(took, 'they did keep it for a while').toBeGreaterThan(5_000)
  expect(took).toBeLessThan(20_000)
}, 60_000)
