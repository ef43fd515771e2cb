import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { openDatabase } from '#lib/system/database.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { makeChain } from './audit-chain.ts'
import { report } from './report.ts'
import { withDatabase } from './with-database.ts'

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 1_000_000)
const BUDGET_SECONDS = 10

/** How long it takes to recompute every hash of a long chain, from the first entry to the last. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    await makeChain(database.url, ENTRIES)
    const before = process.cpuUsage()
    const from = performance.now()
    const verdict = await verifyAudit(db)
    const seconds = (performance.now() - from) / 1_000
    const { user, system } = process.cpuUsage(before)
    if (!verdict.ok || verdict.entries !== BigInt(ENTRIES))
      throw new Error('The chain made here is not sound')
    console.error(`of which ${((user + system) / 1e6).toFixed(1)} s are this process's own work`)
    const name = `${ENTRIES.toLocaleString('en-GB')} entries verified`
    report(name, `${seconds.toFixed(1)} s`, `<= ${BUDGET_SECONDS} s`, seconds <= BUDGET_SECONDS)
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})
