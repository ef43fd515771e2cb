import { existsSync, readFileSync } from 'node:fs'

export type Count = { readonly passed: number; readonly failed: number }

export const NOTHING: Count = { passed: 0, failed: 0 }

export function add(one: Count, other: Count): Count {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed }
}

/** Vitest's JSON report: also a file that could not be loaded is a failure, though no test of it ran. */
export function countVitest(file: string): Count {
  if (!existsSync(file)) return NOTHING
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const broken = report.testResults.filter(
    (one: { status: string; assertionResults: unknown[] }) =>
      one.status === 'failed' && !one.assertionResults.length,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

/** Playwright's JSON report: a test that passed only at a second try has failed. */
export function countPlaywright(file: string): Count {
  if (!existsSync(file)) return NOTHING
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}
