import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { wire } from '../kit/callbacks.ts'
import { eventually } from '../kit/eventually.ts'
import { type LiveSite, startLiveSite } from '../kit/live-site.ts'

/** R2 (five kills of the hundred): what was acknowledged is stored, once each, whoever is killed meanwhile. */

const KILLS = 5
const SENDERS = 32

let site: LiveSite

beforeAll(async () => {
  site = await startLiveSite({ nodes: 2 })
}, 300_000)

afterAll(() => site?.end())

test('five servers are killed under load, and nothing acknowledged is lost or doubled', {
  timeout: 240_000,
}, async () => {
  const acknowledged = new Set<string>()
  let sending = true
  let made = 0

  /** As the platform does: again and again, anywhere, until somebody says yes. */
  async function deliver(connection: string): Promise<void> {
    const event = wire.joined(connection, { session: `2_K${made % 20}` })
    for (let attempt = 0; ; attempt++) {
      const answer = await site.deliver(attempt % 2, event).catch(() => null)
      if (answer?.status === 200) return void acknowledged.add(connection)
      await sleep(100) // the platform waits too, and longer
    }
  }
  const sender = async () => {
    while (sending) await deliver(`c-${++made}`)
  }
  const senders = Array.from({ length: SENDERS }, sender)

  for (let kill = 0; kill < KILLS; kill++) {
    const before = acknowledged.size
    await eventually(
      () => acknowledged.size > before + 100 || `only ${acknowledged.size - before} came through`,
      {
        timeoutMs: 30_000,
      },
    )
    const victim = site.nodes[kill % 2]
    await victim?.kill()
    await victim?.restart()
  }
  sending = false
  await Promise.all(senders)

  const stored = await site.db.platformEvent.groupBy({ by: ['subject'], _count: true })
  const counts = new Map(stored.map((row) => [row.subject, row._count]))
  expect([...acknowledged].filter((connection) => counts.get(connection) !== 1)).toEqual([])
  const present = await site.db.connection.count({ where: { live: true } })
  expect(present).toBe(acknowledged.size)

  const [feed] = await site.db.$queryRaw<{ seq: bigint; entries: bigint; last: bigint }[]>`
    SELECT h."seq", (SELECT count(*) FROM "FeedEntry") AS "entries", (SELECT max("seq") FROM "FeedEntry") AS "last"
    FROM "FeedHead" h`
  expect(feed).toEqual({ seq: feed?.last, entries: feed?.last, last: feed?.last })
  expect((await verifyAudit(site.db)).ok).toBe(true)
})
