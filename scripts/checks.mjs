#!/usr/bin/env node
/** Prints every id of the security catalogue that a test shows, with how it went when `npm test` was last run here. */
import { join } from 'node:path'
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
const { existsSync, globSync, readdirSync, readFileSync } = await import('node:fs')
const { ranByPlaywright, ranByVitest, tableOfChecks } = await import('./checks/table-of-checks.ts')

const REPORTS = '.data/test-reports'
const files = globSync(['e2e/checks/*.test.ts', 'e2e/stories/*.spec.ts', 'lib/**/*.test.ts'])
const reports = existsSync(REPORTS) ? readdirSync(REPORTS).filter((name) => name.endsWith('.json')) : []
const ran = reports.flatMap((name) => {
  const report = JSON.parse(readFileSync(join(REPORTS, name), 'utf8'))
  return name.startsWith('vitest') ? ranByVitest(report) : ranByPlaywright(report)
})
const rows = tableOfChecks(files, ran)
for (const { id, file, passed, failed, ran: did } of rows)
  console.log(
    `${id.padEnd(5)}${(did ? (failed ? 'FAILED' : 'passed') : 'not run').padEnd(9)}${String(passed).padStart(4)}  ${file}`,
  )
if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1
