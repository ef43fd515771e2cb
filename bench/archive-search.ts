import { archivePage } from '#lib/archives/queries.ts'
import { searchArchives } from '#lib/archives/search-archives.ts'
import { searchChoices } from '#lib/archives/search-choices.ts'
import type { ArchiveQuery } from '#lib/archives/search-model.ts'
import { openDatabase } from '#lib/system/database.ts'
import { anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { fillArchives } from './fill-archives.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const ARCHIVES = Number(process.env.BENCH_ARCHIVES ?? 1_000_000)
/** Events, actions and findings per recording. */
const MARKERS = 5
const ROUNDS = 40
const WARMING = 5
const SEARCH_MS = 30
const PAGE_MS = 100

/** How long a page of the list takes over a million recordings with five million markers, and the page of one of them. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    const { projects, moderators, archives } = await fillArchives(database.url, {
      count: ARCHIVES,
      events: MARKERS - 1,
      days: 365,
      acted: 10,
      found: 50,
    })
    const everywhere = anActor(['archive.view'])
    const ofOne = anActor(['archive.view'], new Set(projects.slice(0, 1)))
    const day = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10)
    const cases: [string, ArchiveQuery, typeof everywhere?][] = [
      ['no filter', {}],
      ['a word that many have', { text: 'session' }],
      ['a word that few have', { text: 'room 4711' }],
      ['a word nobody wrote', { text: 'nothingofthekind' }],
      ['words of a finding', { text: 'shouting' }],
      ['a moderator', { moderator: moderators[10] }],
      ['a moderator who did nothing', { moderator: moderators[3] }],
      ['a moderator, in a project of others', { moderator: moderators[10], project: projects[0] }],
      ['an action that many have', { has: 'mute' }],
      ['a rare action', { has: 'disconnect' }],
      ['what a moderator did', { moderator: moderators[10], has: 'mute' }],
      ['with a finding', { has: 'finding' }],
      ['on hold', { has: 'hold' }],
      ['longer than two hours', { longer: '120' }],
      ['one day two months ago', { from: day, to: day }],
      ['that day, by a word', { from: day, to: day, text: 'room 47' }],
      ['lost', { standing: 'lost' }],
      ['one project', { project: projects[1] }],
      ['reader of one project', {}, ofOne],
      ['reader of one project, a word', { text: 'session' }, ofOne],
      ['reader of one project, a finding', { text: 'shouting' }, ofOne],
    ]
    const all: number[] = []
    for (const [name, query, actor = everywhere] of cases)
      all.push(
        ...(await measure(`search: ${name}`, SEARCH_MS, (round) =>
          searchArchives(
            actor,
            round % 2 ? { ...query, after: archives[round * 7] } : query,
            'Europe/Berlin',
            db,
          ),
        )),
      )
    tell('search: all of these, each as often', all, SEARCH_MS)
    await measure('what there is to filter by', SEARCH_MS, () => searchChoices(everywhere, db))
    await measure('page of a recording', PAGE_MS, (round) =>
      archivePage(everywhere, archives[round] ?? '', db),
    )
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})

async function measure(
  name: string,
  budget: number,
  ask: (round: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + WARMING; round++) {
    const begun = performance.now()
    await ask(round)
    if (round >= WARMING) times.push(performance.now() - begun)
  }
  tell(name, times, budget)
  return times
}

function tell(name: string, times: readonly number[], budget: number): void {
  const p95 = quantile(times, 0.95)
  report(`${name}, p95`, `${p95.toFixed(1)} ms`, `<= ${budget} ms`, p95 <= budget)
}
