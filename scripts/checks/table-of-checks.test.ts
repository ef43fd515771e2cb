import { expect, test } from 'vitest'
import { idOf, ranByPlaywright, ranByVitest, tableOfChecks } from './table-of-checks.ts'

test.each([
  ['e2e/checks/a03-action-matrix.http.test.ts', 'A3'],
  ['e2e/checks/u15-first-admin.http.test.ts', 'U15'],
  ['lib/live/r01-projection.db.test.ts', 'R1'],
  ['e2e/checks/import-rules.test.ts', null],
])('%s shows %s', (file, id) => {
  expect(idOf(file)).toBe(id)
})

test('rows are in the order of the catalogue, and say what failed and what was not run', () => {
  const ran = [
    ...ranByVitest({
      testResults: [
        {
          name: '/x/e2e/checks/u02-policy.test.ts',
          status: 'passed',
          assertionResults: [{ status: 'passed' }],
        },
        { name: '/x/e2e/checks/a01-guarded.test.ts', status: 'failed', assertionResults: [] },
      ],
    }),
    ...ranByPlaywright({ suites: [{ file: 's07-xss.spec.ts', specs: [{ ok: true }, { ok: false }] }] }),
  ]
  const files = ['s07-xss.spec.ts', 'u02-policy.test.ts', 'a01-guarded.test.ts', 'p05-erasure.test.ts']
  expect(
    tableOfChecks(files, ran).map(({ id, passed, failed, ran: did }) => [id, passed, failed, did]),
  ).toEqual([
    ['A1', 0, 1, true],
    ['U2', 1, 0, true],
    ['S7', 1, 1, true],
    ['P5', 0, 0, false],
  ])
})
