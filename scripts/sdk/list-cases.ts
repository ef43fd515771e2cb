import type { ConformanceCase } from '../../sandbox/conformance/conformance-case.ts'
import type { LastRun } from './last-run.ts'

const NOT_RUN = 'not run'
const WIDE = 16

/** Every case on two lines, what it promises and where that is said, and their sum at the end. */
export function listCases(cases: readonly Omit<ConformanceCase, 'run'>[], lastRun: LastRun | null): string {
  const resultOf = (id: string) => lastRun?.results[id] ?? NOT_RUN
  const lines = cases.flatMap(({ id, sdk, promise, source }) => [
    `${id}  ${sdk.padEnd(WIDE)}${promise}`,
    `       ${resultOf(id)}; ${source}`,
  ])
  return [...lines, '', sum(cases.map(({ id }) => resultOf(id))), whenAndWhere(lastRun)].join('\n')
}

function sum(results: readonly string[]): string {
  const count = (kind: string) => results.filter((result) => result.startsWith(kind)).length
  const parts = ['passed', 'failed', 'left out', NOT_RUN].map((kind) => `${count(kind)} ${kind}`)
  return `${results.length} cases: ${parts.join(', ')}`
}

function whenAndWhere(lastRun: LastRun | null): string {
  return lastRun ? `Last run ${lastRun.at} against ${lastRun.against}` : 'They have not been run here yet.'
}
