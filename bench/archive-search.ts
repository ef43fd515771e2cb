import { archivePage } from '#lib/archives/queries.ts'
import { searchFacets } from '#lib/search/facets.ts'
import type { ArchiveSearch } from '#lib/search/model.ts'
import { searchArchives } from '#lib/search/queries.ts'
import { openDatabase } from '#lib/system/database.ts'
import { anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { makeArchives } from './archive-rows.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const ARCHIVES = Number(process.env.BENCH_ARCHIVES ?? 1_000_000)
const ROUNDS = 40
/** The first of them read the plan and the pages of the index into memory. */
const WARMING = 5
const SEARCH_MS = 30
const PAGE_MS = 100

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** How long a search among a million recordings takes, near their end and deep in them; and the page of one. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    const made = await makeArchives(database.url, ARCHIVES)
    const { projects, moderator, archives } = made
    report('recordings, and markers of them', `${ARCHIVES}, ${made.markers}`, '', true)
    const everywhere = anActor(['archive.view'])
    const ofThree = anActor(['archive.view'], new Set(projects.slice(2, 5)))
    const cases: [string, ArchiveSearch, typeof everywhere?][] = [
      ['no filter', {}],
      ['one project', { project: projects.slice(3, 4) }],
      ['a common word', { q: 'karaoke' }],
      ['two common words', { q: 'late karaoke' }],
      ['the beginning of a word', { q: 'kar' }],
      ['a rare word', { q: 'poetry' }],
      ['one session by its number', { q: `${ARCHIVES / 2}` }],
      ['a person', { q: `Person ${ARCHIVES / 4}` }],
      ['words of a finding', { q: 'sustained choir' }],
      ['words that nobody wrote', { q: 'nothingofthekind' }],
      ['an identifier', { q: archives[7] ?? '' }],
      ['ten days', { from: daysAgo(100), to: daysAgo(90) }],
      ['longer than 100 min', { longer: 100 }],
      ['longer than any', { longer: 1_000 }],
      ['on hold', { custody: ['hold'] }],
      ['with a finding', { has: ['finding'] }],
      ['nothing flagged', { has: ['nothing'] }],
      ['reviewed', { review: ['done'] }],
      ['one moderator', { by: moderator }],
      ['one moderator, a deed, a word', { by: moderator, did: 'warn', q: 'karaoke' }],
      ['finding, long, two projects', { has: ['finding'], longer: 60, project: projects.slice(1, 3) }],
      ['on hold, a word, ten days', { custody: ['hold'], q: 'late', from: daysAgo(300), to: daysAgo(290) }],
      ['reader of three projects', {}, ofThree],
      ['reader of three projects, a common word', { q: 'karaoke' }, ofThree],
      ['reader of three projects, on hold', { custody: ['hold'] }, ofThree],
    ]
    for (const [name, query, actor = everywhere] of cases)
      await measure(`search, p95: ${name}`, SEARCH_MS, (round) => {
        // Half of them deep in the list, where an offset would be slow.
        const after = round % 2 ? { after: archives[Math.trunc(archives.length / 2) + round] } : {}
        return searchArchives(actor, { query: { ...query, ...after }, timeZone: 'Europe/Berlin' }, db)
      })
    await measure('search, p95: what the filters offer', SEARCH_MS, () => searchFacets(everywhere, {}, db))
    await measure('search, p95: what the filters offer a reader of three', SEARCH_MS, () =>
      searchFacets(ofThree, {}, db),
    )
    process.env.DATABASE_URL = database.url
    await measure('page of a recording, p95', PAGE_MS, (round) =>
      archivePage(everywhere, archives[round] ?? ''),
    )
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})

async function measure(
  name: string,
  budget: number,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + WARMING; round++) {
    const from = performance.now()
    await work(round)
    if (round >= WARMING) times.push(performance.now() - from)
  }
  const p95 = quantile(times, 0.95)
  report(name, `${p95.toFixed(1)} ms`, `<= ${budget} ms`, p95 <= budget)
}
