import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { histories, type WireEvent } from '../../e2e/kit/history.ts'
import { projectionRows } from '../../e2e/kit/projection-rows.ts'
import { referenceProjection } from '../../e2e/kit/reference-projection.ts'
import { aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { parseCallback } from './callback-schema.ts'
import { createIngest, type Ingest } from './ingest.ts'
import type { Received } from './project/events.ts'

/** Histories lie side by side in one run, each in a session of its own: what is shuffled together is tested together. */
const RUNS = 13
const HISTORIES = 80

let server: TestDatabase
let dbs: Database[]
let servers: Ingest[]
let projectId: string
let made = 0

beforeAll(async () => {
  server = await createTestDatabase()
  dbs = [openDatabase(server.url, 4), openDatabase(server.url, 4)]
  servers = dbs.map(createIngest)
  projectId = (await aProject(db())).id
})

afterAll(async () => {
  await Promise.all(dbs.map((one) => one.$disconnect()))
  await server.drop()
})

const db = (): Database => {
  const [first] = dbs
  if (!first) throw new Error('No database is open')
  return first
}

const received = (event: WireEvent): Received => {
  const callback = parseCallback(JSON.stringify(event), '123', new Date(event.timestamp))
  if (!callback.ok) throw new Error(`Not a callback: ${callback.failure}`)
  return { projectId, verified: true, callback: callback.value }
}

/** An order, a server for each event, and which of them come twice. */
type Delivery = { order: number[]; server: number[]; twice: boolean[] }

const deliveries: fc.Arbitrary<Delivery> = fc.record({
  order: fc.array(fc.nat(1_000_000), { minLength: 50, maxLength: 200 }),
  server: fc.array(fc.nat(1), { minLength: 7, maxLength: 7 }),
  twice: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
})

/** Delivers in bursts, so that batches are of every size; a burst is answered before the next is sent. */
async function deliver(events: readonly WireEvent[], { order, server: to, twice }: Delivery): Promise<void> {
  const at = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length]
  const doubled = events.flatMap((event, index) => (at(twice, index) ? [event, event] : [event]))
  const shuffled = doubled
    .map((event, index) => ({ event, rank: ((at(order, index) ?? 0) * (index + 7)) % 1_000_003 }))
    .toSorted((one, other) => one.rank - other.rank)
  for (let start = 0; start < shuffled.length; start += 397) {
    const burst = shuffled.slice(start, start + 397)
    const answers = burst.map(({ event }, index) => at(servers, at(to, index) ?? 0)?.(received(event)))
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^(stored|duplicate)$/)
  }
}

test('any order, repetition, batching and split over two servers of a history ends in the rows of the reference', {
  timeout: 120_000,
}, async () => {
  const many = fc.array(histories('2_S'), { minLength: HISTORIES, maxLength: HISTORIES })
  await fc.assert(
    fc.asyncProperty(many, deliveries, async (given, delivery) => {
      const own = given.map((history) => inOwnSession(history, `2_S${++made}x`))
      await deliver(own.flat(), delivery)
      const bySession = new Map(own.flatMap((one) => (one[0] ? [[one[0].sessionId, one] as const] : [])))
      const rows = await projectionRows(db(), [...bySession.keys()])
      for (const [session, history] of bySession)
        expect(rows.get(session)).toEqual(referenceProjection(history))
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})

/** The same history under other ids. */
function inOwnSession(history: readonly WireEvent[], session: string): WireEvent[] {
  return JSON.parse(JSON.stringify(history).replaceAll('2_S', session).replaceAll('-S-', `-${session}-`))
}
