import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countPlaywright, countVitest } from './count-results.ts'

let directory: string
const report = (value: object) => {
  const file = join(directory, 'report.json')
  writeFileSync(file, JSON.stringify(value))
  return file
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-count-'))
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('a test file that could not be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}, {}] },
  ]
  expect(countVitest(report({ numPassedTests: 2, numFailedTests: 1, testResults }))).toEqual({
    passed: 2,
    failed: 2,
  })
})

test('a story that passed only at a second try counts as a failure', () => {
  expect(countPlaywright(report({ stats: { expected: 4, unexpected: 1, flaky: 1 } }))).toEqual({
    passed: 4,
    failed: 2,
  })
})

test('no report is no result', () => {
  expect(countVitest(join(directory, 'absent'))).toEqual({ passed: 0, failed: 0 })
})
