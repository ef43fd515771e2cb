import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where a run leaves what came of it, for the list. */
export const REPORTS = process.env.GAVEL_CONFORMANCE_REPORTS ?? '.data/sdk'
const LAST_RUN = join(REPORTS, 'last-run.json')

const schema = z.object({
  at: z.iso.datetime(),
  against: z.string(),
  /** By case: passed, failed, or why it was left out. */
  results: z.record(z.string(), z.string()),
})

export type LastRun = z.infer<typeof schema>

/** Null when there was none, or none that this version can read. */
export function readLastRun(): LastRun | null {
  if (!existsSync(LAST_RUN)) return null
  return schema.safeParse(JSON.parse(readFileSync(LAST_RUN, 'utf8'))).data ?? null
}

export function writeLastRun(lastRun: LastRun): void {
  writeFileSync(LAST_RUN, JSON.stringify(lastRun, null, 2))
}
