import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './count-results.ts'
import { reportFile } from './report-file.ts'

test('a test file that could not be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}, {}] },
  ]
  expect(countVitest(reportFile({ numPassedTests: 2, numFailedTests: 1, testResults }))).toEqual({
    passed: 2,
    failed: 2,
  })
})

test('a story that passed only at a second try counts as a failure', () => {
  expect(countPlaywright(reportFile({ stats: { expected: 4, unexpected: 1, flaky: 1 } }))).toEqual({
    passed: 4,
    failed: 2,
  })
})

test('no report is no result', () => {
  expect(countVitest('absent.json')).toEqual({ passed: 0, failed: 0 })
})
