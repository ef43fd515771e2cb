import { afterAll, beforeAll, expect, test } from 'vitest'
import { wire } from '../kit/callbacks.ts'
import { eventually } from '../kit/eventually.ts'
import { type LiveSite, startLiveSite } from '../kit/live-site.ts'
import { type TcpProxy, tcpProxy } from '../kit/tcp-proxy.ts'

/** R6: while the database is away nothing is acknowledged, and afterwards everything goes on by itself. */

let site: LiveSite
let line: TcpProxy
let made = 0

beforeAll(async () => {
  site = await startLiveSite({
    async through(databaseUrl) {
      const url = new URL(databaseUrl)
      line = await tcpProxy({ host: url.hostname, port: Number(url.port) })
      url.host = `127.0.0.1:${line.port}`
      return url.href
    },
  })
}, 300_000)

afterAll(async () => {
  await site?.end()
  await line?.close()
})

const isStored = async (connection: string) =>
  (await site.db.platformEvent.count({ where: { subject: connection } })) === 1

/** Works again within the time, without a restart; answers how long it took. */
async function recovered(): Promise<void> {
  await eventually(
    async () => {
      const { status } = await site.deliver(0, wire.joined(`c-${++made}`))
      return status === 200 || `callbacks are answered ${status}`
    },
    { timeoutMs: 5_000, everyMs: 200 },
  )
}

test('connections are reset: no callback is acknowledged that is not stored, and the next ones are', async () => {
  line.set({ refuse: true })
  line.reset()
  const connection = `c-${++made}`
  const answer = await site.deliver(0, wire.joined(connection))
  expect(answer.status).toBe(503)
  expect(Number(answer.retryAfter)).toBeGreaterThan(0)
  expect(await isStored(connection)).toBe(false)
  expect((await fetch(`${site.nodes[0]?.url}/api/health`)).status).toBe(200)
  const ready = await fetch(`${site.nodes[0]?.url}/api/ready`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ ready: false, message: 'The database does not answer.' })
  line.heal()
  await recovered()
})

test('readers of the feed see that it stands still, and lose nothing', { timeout: 90_000 }, async () => {
  await recovered()
  const since = Number((await site.db.feedHead.findFirstOrThrow()).seq)
  const reader = await site.feed(0, { since })
  await eventually(() => reader.of('beat').length > 0 || 'no beat')
  line.set({ refuse: true })
  line.reset()
  const known = () => String(reader.of('beat').at(-1)?.at)
  await eventually(() => Date.now() - Date.parse(known()) > 4_000 || 'the beats claim to be fresh', {
    timeoutMs: 10_000,
  })
  line.heal()
  await recovered()
  await eventually(() => Date.now() - Date.parse(known()) < 2_500 || 'the feed has not caught up', {
    timeoutMs: 15_000,
  })
  await eventually(() => reader.of('change').length > 0 || 'nothing is told')
  const seqs = reader.of('change').map((message) => Number(message.seq))
  expect(seqs).toEqual(seqs.toSorted((one, other) => one - other))
  expect(reader.of('reset')).toEqual([])
  await reader.stop()
})

test('a half-open line is noticed: callbacks are refused in time, and work again when it heals', {
  timeout: 120_000,
}, async () => {
  await recovered()
  line.set({ halfOpen: true })
  const connection = `c-${++made}`
  const answer = await site.deliver(0, wire.joined(connection))
  expect(answer.status).toBe(503)
  expect(await isStored(connection)).toBe(false)
  line.heal()
  line.reset()
  await recovered()
})
