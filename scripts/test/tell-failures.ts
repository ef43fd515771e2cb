import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** As much of an error as says what was expected and what was there. */
const LINES = 8

type Suite = { suites?: Suite[]; specs?: Spec[] }
type Spec = {
  file: string
  line: number
  title: string
  ok: boolean
  tests: { results: { errors: { message?: string }[] }[] }[]
}
type TestFile = {
  name: string
  status: string
  message?: string
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
}

/** What failed, and with which words, from Vitest's JSON report: a long output must not be searched for it. */
export function vitestFailures(file: string): string[] {
  if (!existsSync(file)) return []
  const { testResults }: { testResults: TestFile[] } = JSON.parse(readFileSync(file, 'utf8'))
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    const told = failed.map(({ fullName, failureMessages }) =>
      tell(`${name}: ${fullName}`, failureMessages[0]),
    )
    // The file itself: it could not be loaded, or what stands around its tests failed.
    return status === 'failed' && (message || failed.length === 0) ? [...told, tell(name, message)] : told
  })
}

/** The same from Playwright's JSON report. */
export function playwrightFailures(file: string): string[] {
  if (!existsSync(file)) return []
  return specsOf(JSON.parse(readFileSync(file, 'utf8')))
    .filter(({ ok }) => !ok)
    .map(({ file: name, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
      return tell(`${name}:${line}: ${title}`, errors[0]?.message)
    })
}

const specsOf = ({ suites = [], specs = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)]

function tell(what: string, message?: string): string {
  const lines = stripVTControlCharacters(message || 'it says nothing')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return [what, ...lines.slice(0, LINES)].join('\n    ')
}
