import { runCommand } from '../run-command.ts'
import { applicationEnv, type ChildEnv } from './application-env.ts'
import { StartFailure } from './failure.ts'
import type { StartSettings } from './settings.ts'

/** Asks the application's own rules, with what it would be given; all that is wrong is said at once. */
export async function refuseWrongSettings(root: string, settings: StartSettings): Promise<void> {
  const given = Object.keys(process.env).some((name) => SETTING.test(name))
  if (!settings.production && !given) return // nothing is set, so nothing is wrong; asking costs half a second
  const made = settings.production ? {} : PLACEHOLDERS
  const env: ChildEnv = { ...made, ...applicationEnv(settings, process.env) }
  if (settings.sandbox) env.GAVEL_SANDBOX_API_URL = 'http://127.0.0.1:1'
  const args = ['--disable-warning=ExperimentalWarning', '--conditions=react-server', 'scripts/check-env.ts']
  const checked = await runCommand(process.execPath, args, { cwd: root, env })
  if (checked.code === 0) return
  const sentences = checked.output.trim().split('\n')
  const what = settings.production
    ? 'Gavel does not start in production with these settings:'
    : 'These settings are wrong:'
  throw new StartFailure([what, ...sentences.map((one) => `  - ${one}`)].join('\n'))
}

const SETTING = /^(GAVEL|OPENTOK|VONAGE|DATABASE)_/

/** Outside production these are made when they are not given. */
const PLACEHOLDERS = {
  DATABASE_URL: 'postgresql://localhost/made-at-start',
  GAVEL_SECRET: 'made at the start and kept in the data directory',
  GAVEL_MASTER_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
}
