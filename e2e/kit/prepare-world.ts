import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { bareEnv } from './bare-env.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const prepared = z.object({
  signIn: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })).default([]),
  setupCode: z.string().nullable().default(null),
})

/** What a start puts into the database; the demo's accounts, or the code by which the first admin is made. */
export function prepareWorld(env: Record<string, string>): z.output<typeof prepared> {
  const done = spawnSync(process.execPath, ['--conditions=react-server', 'scripts/prepare.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...bareEnv(), NODE_ENV: 'production', ...env },
  })
  if (done.status !== 0) throw new Error(`The database could not be prepared: ${done.stderr}`)
  return prepared.parse(JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}'))
}
