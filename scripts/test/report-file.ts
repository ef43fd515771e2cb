import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A report with this in it, for as long as the test runs. */
export function reportFile(value: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'gavel-report-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'report.json')
  writeFileSync(file, JSON.stringify(value))
  return file
}
