import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listCases } from './list-cases.ts'
import { readReport } from './read-report.ts'

const about = { sdk: 'opentok', promise: 'It holds', source: '[docs] Somewhere', needs: [] } as const

test('the list says of each case what is promised, where, and what came of it', () => {
  const cases = ['C-001', 'C-002', 'C-003', 'C-004'].map((id) => ({ ...about, id }))
  const lastRun = {
    at: '2026-05-01T20:00:00.000Z',
    against: 'the sandbox',
    results: { 'C-001': 'passed', 'C-002': 'failed', 'C-003': 'left out: it needs more' },
  }
  expect(listCases(cases, lastRun).split('\n')).toEqual([
    'C-001  opentok         It holds',
    '       passed; [docs] Somewhere',
    'C-002  opentok         It holds',
    '       failed; [docs] Somewhere',
    'C-003  opentok         It holds',
    '       left out: it needs more; [docs] Somewhere',
    'C-004  opentok         It holds',
    '       not run; [docs] Somewhere',
    '',
    '4 cases: 1 passed, 1 failed, 1 left out, 1 not run',
    'Last run 2026-05-01T20:00:00.000Z against the sandbox',
  ])
})

test('before the first run it says so', () => {
  expect(listCases([{ ...about, id: 'C-001' }], null)).toMatch(
    /1 not run\nThey have not been run here yet\.$/,
  )
})

test('a report is read by the ids; what was not asked for is not in it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'gavel-sdk-'))
  const file = join(directory, 'report.json')
  const assertionResults = [
    { title: 'C-001 It holds (opentok)', status: 'passed' },
    { title: 'C-002 It holds (opentok)', status: 'failed' },
    { title: 'C-003 It holds (opentok)', status: 'skipped' },
    { title: 'two cases of one id', status: 'passed' },
  ]
  writeFileSync(file, JSON.stringify({ testResults: [{ assertionResults }] }))
  expect(readReport(file)).toEqual({ 'C-001': 'passed', 'C-002': 'failed' })
  rmSync(directory, { recursive: true, force: true })
  expect(readReport(file)).toEqual({})
})
