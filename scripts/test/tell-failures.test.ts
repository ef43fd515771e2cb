import { expect, test } from 'vitest'
import { reportFile } from './report-file.ts'
import { playwrightFailures, vitestFailures } from './tell-failures.ts'

test('a test that failed is told by its file, its name and the beginning of its error', () => {
  const long = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n\n')
  const assertionResults = [
    {
      status: 'failed',
      fullName: 'one is two',
      failureMessages: ['\u001b[31mexpected 1\u001b[39m\nto be 2'],
    },
    { status: 'passed', fullName: 'one is one', failureMessages: [] },
    { status: 'failed', fullName: 'says much', failureMessages: [long] },
  ]
  const told = vitestFailures(
    reportFile({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] }),
  )
  expect(told[0]).toBe('a.test.ts: one is two\n    expected 1\n    to be 2')
  expect(told[1]?.split('\n')).toHaveLength(9)
  expect(told).toHaveLength(2)
})

test('so is a file that could not be loaded', () => {
  const testResults = [
    { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ]
  expect(vitestFailures(reportFile({ testResults }))).toEqual(['a.test.ts\n    no such module'])
})

test('a story that failed is told by its place', () => {
  const spec = (title: string, ok: boolean, message?: string) => ({
    ...{ file: 'live.spec.ts', line: 7, title, ok },
    tests: [{ results: [{ errors: message ? [{ message }] : [] }] }],
  })
  const inner = { specs: [spec('is seen', false, 'not visible'), spec('is heard', true)] }
  const told = playwrightFailures(
    reportFile({ suites: [{ suites: [inner] }, { specs: [spec('ends', false)] }] }),
  )
  expect(told).toEqual([
    'live.spec.ts:7: is seen\n    not visible',
    'live.spec.ts:7: ends\n    it says nothing',
  ])
})

test('no report, nothing to tell', () => {
  expect([vitestFailures('absent'), playwrightFailures('absent')]).toEqual([[], []])
})
