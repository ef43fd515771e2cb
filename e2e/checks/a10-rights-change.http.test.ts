import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { announceRights } from '#lib/access/rights-channel.ts'
import { wire } from '../kit/callbacks.ts'
import { eventually } from '../kit/eventually.ts'
import { type LiveSite, sharedLiveSite } from '../kit/live-site.ts'
import type { SseLine } from '../kit/sse.ts'

/** A10: who loses a right loses it at the next request, and what they have open is closed, on every server. */
let site: LiveSite
let lines: SseLine[]

beforeAll(async () => {
  site = await sharedLiveSite()
}, 300_000)

beforeEach(async () => {
  await site.db.account.update({ where: { id: site.accountId }, data: { disabledAt: null } })
  await site.db.device.updateMany({ where: whose(), data: { revokedAt: null } })
  await site.db.roleHolding.updateMany({ where: whose(), data: { expiresAt: null, projectId: null } })
  lines = await Promise.all(Array.from({ length: 20 }, (_, number) => site.feed(number % 2)))
})

afterAll(() => site?.end())

const whose = () => ({ accountId: site.accountId })

const areClosed = (timeoutMs: number) =>
  eventually(
    () => lines.every(({ ended }) => ended) || `${lines.filter(({ ended }) => !ended).length} are open`,
    {
      timeoutMs,
      everyMs: 20,
    },
  )

const status = async (node: number) =>
  (await fetch(`${site.nodes[node]?.url}/api/feed`, { headers: { cookie: site.cookie } })).status

/** A change as the doors make it: with its notice, in one transaction. */
const changed = (
  change: (tx: Parameters<Parameters<LiveSite['db']['$transaction']>[0]>[0]) => Promise<unknown>,
) =>
  site.db.$transaction(async (tx) => {
    await change(tx)
    await announceRights(tx, site.accountId)
  })

test.each([
  ['deactivated', 401, { disabledAt: new Date() }],
  ['signed out', 401, null],
] as const)('who is %s', async (_what, answer, account) => {
  await changed((tx) =>
    account
      ? tx.account.update({ where: { id: site.accountId }, data: account })
      : tx.device.updateMany({ where: whose(), data: { revokedAt: new Date() } }),
  )
  expect([await status(0), await status(1)]).toEqual([answer, answer])
  await areClosed(2_000)
})

test('who loses a role hears nothing that happens afterwards', async () => {
  await changed((tx) => tx.roleHolding.updateMany({ where: whose(), data: { expiresAt: new Date(0) } }))
  expect((await site.deliver(0, wire.joined('c-afterwards'))).status).toBe(200)
  await areClosed(2_000)
  expect([await status(0), await status(1)]).toEqual([404, 404])
  for (const line of lines) expect(JSON.stringify(line.of('change'))).not.toContain('c-afterwards')
})

test('a right that ends by the clock, and of which no notice came, is closed all the same', async () => {
  await site.db.roleHolding.updateMany({ where: whose(), data: { expiresAt: new Date(0) } })
  expect(await status(0)).toBe(404)
  await areClosed(10_000)
})
