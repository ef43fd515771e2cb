import { afterAll, beforeAll, expect, test } from 'vitest'
import { wire } from '../kit/callbacks.ts'
import { eventually } from '../kit/eventually.ts'
import { type LiveSite, startLiveSite } from '../kit/live-site.ts'

/** R3: a reader that is cut anywhere and comes back anywhere has seen everything once, in order. */

const READERS = 20
const CUTS = 10
const EVENTS = 600

let site: LiveSite

beforeAll(async () => {
  site = await startLiveSite({ nodes: 2 })
  expect((await site.deliver(0, wire.joined('c-first'))).status).toBe(200)
}, 300_000)

afterAll(() => site?.end())

const head = async () => Number((await site.db.feedHead.findFirstOrThrow()).seq)

/** Reads from `since` to the end, cutting its own line now and then and coming back to the other server. */
async function follow(number: number, since: number, session: string, isDone: (seqs: number[]) => boolean) {
  const seqs: number[] = []
  let resets = 0
  for (let cut = 0; !isDone(seqs); cut++) {
    const enough = cut < CUTS ? seqs.length + 20 + ((number * 7 + cut * 13) % 60) : Number.POSITIVE_INFINITY
    const last = seqs.at(-1)
    const line = await site.feed((number + cut) % 2, {
      since,
      sessions: [session],
      ...(last === undefined ? {} : { lastEventId: String(last) }),
      onEvent({ event, id }) {
        if (event === 'reset') resets++
        if (event === 'change' && seqs.length < enough) seqs.push(Number(id))
      },
    })
    await eventually(() => seqs.length >= enough || isDone(seqs) || `reader ${number} has ${seqs.length}`, {
      timeoutMs: 120_000,
      everyMs: 20,
    })
    await line.stop()
  }
  return { seqs, resets }
}

test('twenty readers cut ten times each, at two servers, under load', { timeout: 240_000 }, async () => {
  const session = await site.db.videoSession.findFirstOrThrow({ where: { platformId: '2_S' } })
  const since = await head()
  let last = Number.POSITIVE_INFINITY
  const isDone = (seqs: number[]) => (seqs.at(-1) ?? 0) >= last
  const readers = Array.from({ length: READERS }, (_, number) => follow(number, since, session.id, isDone))
  for (let sent = 0; sent < EVENTS; sent += 10)
    await Promise.all(Array.from({ length: 10 }, (_, n) => site.deliver(n % 2, wire.joined(`c-${sent + n}`))))
  last = await head()
  const expected = Array.from({ length: last - since }, (_, index) => since + 1 + index)
  for (const { seqs, resets } of await Promise.all(readers)) {
    expect(seqs).toEqual(expected)
    expect(resets).toBe(0)
  }
})

test('a position from the future, from before all time, or of no meaning is answered by a reset', async () => {
  for (const lastEventId of [
    String((await head()) + 1_000_000),
    'nonsense',
    '-5',
    '1e3',
    '999999999999999999999',
  ]) {
    const line = await site.feed(0, { lastEventId })
    await eventually(() => line.of('reset').length === 1 || `no reset for ${lastEventId}`)
    await line.stop()
  }
})

test('the last position heard wins over the one in the address', async () => {
  const line = await site.feed(0, { since: 1, lastEventId: String(await head()) })
  await eventually(() => line.of('beat').length >= 2 || 'no beat')
  expect(line.of('change')).toEqual([])
  await line.stop()
})

test('whoever is not signed in, or comes from another site, is told nothing', async () => {
  const url = `${site.nodes[0]?.url}/api/feed`
  expect((await fetch(url)).status).toBe(401)
  const headers = { cookie: site.cookie, 'Sec-Fetch-Site': 'cross-site' }
  expect((await fetch(url, { headers })).status).toBe(403)
})
