/**
 * Says what is wrong with the settings of this environment, one sentence a line, and then exits with 1. The rules are those
 * of the application itself; `scripts/start.mjs` asks before it starts anything.
 */
import { readEnv } from '#lib/system/env.ts'

const read = readEnv(process.env)
if (!read.ok) {
  for (const sentence of read.failure) console.log(sentence)
  process.exitCode = 1
}
