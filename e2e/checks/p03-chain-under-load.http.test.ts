import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditRecord, recordAudits } from '#lib/audit/record-audit.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { newId } from '#lib/system/ids.ts'
import { type Site, startSite } from '../kit/site.ts'

/** P3: fifty writers at two servers, one of which dies meanwhile, make one chain; and it is quick to verify. */
const WRITERS = 50
const ROUNDS = 4

let site: Site

beforeAll(async () => {
  site = await startSite({ nodes: 2 })
}, 600_000)

afterAll(() => site?.end())

const soundLength = async () => {
  const verdict = await verifyAudit(site.db)
  if (!verdict.ok) throw new Error(`The chain breaks at ${verdict.seq}: ${verdict.problem}`)
  return Number(verdict.entries)
}

test('fifty writers at two servers make one chain, also when one server is killed while it writes', async () => {
  const { visitor } = await site.signedIn('moderator')
  const [one, other] = site.nodes
  if (!one || !other) throw new Error('There are not two servers')
  const before = await soundLength()
  // Each is refused, and each refusal is on the record before it is answered.
  const write = async (node: typeof one) => {
    const answer = await visitor.copy(node.url).send('GET', '/api/audit/head?after=0')
    return answer.status
  }
  const answered: number[] = []
  const round = () =>
    Promise.all(
      Array.from({ length: WRITERS }, async (_, n) => {
        const status = await write(n % 2 ? one : other).catch(() => null) // died with its server
        if (status !== null) answered.push(status)
      }),
    )
  for (let n = 0; n < ROUNDS; n++) {
    const writing = round()
    if (n === 1) await other.kill()
    await writing
    if (n === 1) await other.restart()
  }
  expect(new Set(answered)).toEqual(new Set([404]))
  expect(answered.length).toBeGreaterThan(WRITERS * (ROUNDS - 1))
  const written = (await soundLength()) - before
  expect(written).toBeGreaterThanOrEqual(answered.length)
  expect(written).toBeLessThanOrEqual(WRITERS * ROUNDS)
})

test('ten thousand entries are verified with two seconds of work', async () => {
  const anEntry = (n: number): AuditRecord => ({
    phase: n % 2 ? 'ask' : 'outcome',
    action: 'participant.remove',
    actorId: newId(),
    deviceId: newId(),
    address: `192.0.2.${n % 250}`,
    subject: `connection:${newId()}`,
    reason: 'Shouting or noise',
    details: { outcome: 'done', n },
    requestId: newId(),
  })
  for (let batch = 0; batch < 10; batch++)
    await site.db.$transaction((tx) =>
      recordAudits(
        tx,
        Array.from({ length: 1_000 }, (_, n) => anEntry(n)),
      ),
    )
  const before = process.cpuUsage()
  expect(await soundLength()).toBeGreaterThan(10_000)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(2)
})
