import { filterChoices } from '#lib/record/filter-choices.ts'
import type { EntryFilters } from '#lib/record/model.ts'
import { listEntries } from '#lib/record/queries.ts'
import { openDatabase } from '#lib/system/database.ts'
import { anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { makeChain } from './audit-chain.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 1_000_000)
const ROUNDS = 40
/** The first of them read the plan and the pages of the index into memory. */
const WARMING = 5
const BUDGET_MS = 50

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** How long a page of the audit log takes, with and without filters, near its end and deep in it. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    const { actors, projects, sessions } = await makeChain(database.url, ENTRIES)
    const everywhere = anActor(['audit.view'])
    const person = actors[3] ?? ''
    const day = { from: daysAgo(60), to: daysAgo(60) }
    const cases: [string, EntryFilters, typeof everywhere?][] = [
      ['no filter', {}],
      ['one person', { person }],
      ['one action', { action: 'archive.view' }],
      ['person and action', { person, action: 'session.watch' }],
      ['one day two months ago', day],
      ['person on that day', { ...day, person }],
      ['denied', { phase: 'denied' }],
      ['one subject', { subject: `session:${sessions[5]}` }],
      ['words in the reason', { text: 'report 99' }],
      ['words that nobody wrote', { text: 'nothing of the kind' }],
      ['an action nobody did', { action: 'nothing', person }],
      ['reader of two projects', {}, anActor(['audit.view'], new Set(projects.slice(0, 2)))],
      [
        'reader of two projects, denied',
        { phase: 'denied' },
        anActor(['audit.view'], new Set(projects.slice(0, 2))),
      ],
    ]
    for (const [name, filters, actor = everywhere] of cases)
      await measure(name, (round) => {
        // Half of them deep in the log, where an offset would be slow.
        const before = round % 2 ? Math.trunc(ENTRIES * 0.6) + round : undefined
        return listEntries(actor, { filters, timeZone: 'Europe/Berlin', before }, db)
      })
    const ofTwo = anActor(['audit.view'], new Set(projects.slice(0, 2)))
    await measure('what the filters offer', () => filterChoices(everywhere, undefined, db))
    await measure('what the filters offer a reader of two projects', () => filterChoices(ofTwo, person, db))
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})

async function measure(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + WARMING; round++) {
    const from = performance.now()
    await work(round)
    if (round >= WARMING) times.push(performance.now() - from)
  }
  const p95 = quantile(times, 0.95)
  report(`audit page, p95: ${name}`, `${p95.toFixed(0)} ms`, `<= ${BUDGET_MS} ms`, p95 <= BUDGET_MS)
}
