import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const schema = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) }),
  ),
})

/** What came of each case, by its id, from Vitest's JSON report; those that were not asked for are not in it. */
export function readReport(file: string): Record<string, string> {
  if (!existsSync(file)) return {}
  const { testResults } = schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const results = testResults.flatMap(({ assertionResults }) => assertionResults)
  return Object.fromEntries(
    results.flatMap(({ title, status }) => {
      const id = /^C-\d{3}(?= )/.exec(title)?.[0]
      return id && (status === 'passed' || status === 'failed') ? [[id, status]] : []
    }),
  )
}
