import { setTimeout as sleep } from 'node:timers/promises'
import { wire } from '../e2e/kit/callbacks.ts'
import { eventually } from '../e2e/kit/eventually.ts'
import { startLiveSite } from '../e2e/kit/live-site.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const EVENTS_PER_SECOND = 200
const SECONDS = 15
const SESSIONS = 20
const BUDGET_MS = 100

/** How long after a callback was accepted by one server it is in a browser's stream at another. */
await withDatabase(async () => {
  const site = await startLiveSite({ nodes: 2 })
  try {
    const session = (number: number) => `2_F${number % SESSIONS}`
    for (let number = 0; number < SESSIONS; number++)
      await site.deliver(0, wire.joined(`first-${number}`, { session: session(number) }))
    const ids = (await site.db.videoSession.findMany({ select: { id: true } })).map((row) => row.id)

    const begun = new Map<string, number>()
    const accepted = new Map<string, number>()
    const arrived = new Map<string, number>()
    const line = await site.feed(1, { sessions: ids, onEvent })
    function onEvent({ event, data }: { event: string; data: string }): void {
      if (event !== 'change') return
      const { change } = JSON.parse(data)
      if (change.kind === 'connection') arrived.set(change.connection.platformId, performance.now())
    }

    const sent: Promise<void>[] = []
    const started = performance.now()
    for (let number = 0; number < EVENTS_PER_SECOND * SECONDS; number++) {
      const due = started + (number * 1_000) / EVENTS_PER_SECOND
      await sleep(Math.max(0, due - performance.now()))
      sent.push(send(`c-${number}`, session(number)))
    }
    async function send(connection: string, of: string): Promise<void> {
      begun.set(connection, performance.now())
      const event = wire.joined(connection, { session: of })
      // A kept connection may be closed by the server just when it is used again: the platform sends again too.
      const answer = await site.deliver(0, event).catch(() => site.deliver(0, event))
      if (answer.status !== 200) throw new Error(`A callback was answered ${answer.status}`)
      accepted.set(connection, performance.now())
    }
    await Promise.all(sent)
    const rate = (sent.length * 1_000) / (performance.now() - started)
    await eventually(() => [...accepted.keys()].every((one) => arrived.has(one)) || 'some have not arrived', {
      timeoutMs: 30_000,
    })
    await line.stop()

    const whole = [...begun].map(([one, at]) => (arrived.get(one) ?? Number.NaN) - at)
    const delays = [...accepted].map(([one, at]) => Math.max(0, (arrived.get(one) ?? Number.NaN) - at))
    const p95 = quantile(delays, 0.95)
    console.error(`${rate.toFixed(0)} events/s; sent to seen, p95: ${quantile(whole, 0.95).toFixed(0)} ms`)
    const name = 'callback accepted to another browser, p95 at 200 events/s'
    report(name, `${p95.toFixed(0)} ms`, `<= ${BUDGET_MS} ms`, p95 <= BUDGET_MS)
  } finally {
    await site.end()
  }
})
