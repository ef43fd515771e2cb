import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashEntry } from '#lib/audit/hash-entry.ts'
import { recordAudits } from '#lib/audit/record-audit.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { exportEntries } from './export-entries.ts'
import type { EntryFilters } from './model.ts'

const ENTRIES = 2_500

let database: TestDatabase
let db: Database
let projectId: string

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  projectId = (await aProject(db)).id
  const records = Array.from({ length: ENTRIES }, (_, n) => ({
    phase: 'event' as const,
    action: 'participant.mute',
    actorId: null,
    deviceId: null,
    address: n % 2 ? '192.0.2.7' : null,
    projectId: n % 100 ? null : projectId,
    reason: n % 5 ? null : `=HYPERLINK("x") ${n}`,
    details: { n, nested: { z: 1, a: ['ä', null] } },
    requestId: newId(),
  }))
  await db.$transaction((tx) => recordAudits(tx, records))
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function pagesOf(
  format: 'csv' | 'jsonl',
  filters: EntryFilters = {},
  where: 'everywhere' | Set<string> = 'everywhere',
) {
  const pages: string[] = []
  for await (const page of exportEntries(db, { where, filters, timeZone: 'UTC' }, format)) pages.push(page)
  return pages
}
const linesOf = async (...given: Parameters<typeof pagesOf>) =>
  (await pagesOf(...given)).join('').trim().split('\n')

test('whoever has the lines recomputes the whole chain without this database', async () => {
  let hash: Uint8Array = new Uint8Array(32)
  for (const line of await linesOf('jsonl')) {
    const { prevHash, hash: kept, seq, at, addressDigest, ...rest } = JSON.parse(line)
    expect(prevHash).toBe(Buffer.from(hash).toString('hex'))
    const digest = addressDigest === null ? null : Buffer.from(addressDigest, 'hex')
    hash = hashEntry(hash, { ...rest, seq: BigInt(seq), at: new Date(at), addressDigest: digest })
    expect(Buffer.from(hash).toString('hex')).toBe(kept)
  }
})

test('it comes page by page, oldest first, and no page is the whole of it', async () => {
  const pages = await pagesOf('jsonl')
  expect(pages.map((page) => page.trim().split('\n').length)).toEqual([1_000, 1_000, 500])
  const numbers = pages
    .join('')
    .trim()
    .split('\n')
    .map((line) => Number(JSON.parse(line).seq))
  expect(numbers).toEqual(Array.from({ length: ENTRIES }, (_, n) => n + 1))
})

test('the filters of the page hold, and free text is looked for in all of it', async () => {
  expect((await linesOf('jsonl', { text: 'hyperlink' })).length).toBe(500)
  expect((await linesOf('jsonl', { project: projectId })).length).toBe(25)
})

test('whoever may export one project gets its entries alone', async () => {
  expect((await linesOf('jsonl', {}, new Set([projectId]))).length).toBe(25)
  expect(await pagesOf('jsonl', {}, new Set())).toEqual([])
})

test('a table begins with its mark and heads, and a formula in it is text', async () => {
  const [first = ''] = await pagesOf('csv')
  expect(first.startsWith('\uFEFF"Entry","Time","Phase","Action"')).toBe(true)
  expect(await pagesOf('csv').then((pages) => pages.join(''))).toContain(`"'=HYPERLINK(""x"") 0"`)
})
