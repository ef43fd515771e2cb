import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { applicationEnv, type ChildEnv } from '../start/application-env.ts'
import { ensureGenerated } from '../start/ensure-built.ts'
import { installationSecrets } from '../start/installation-secrets.ts'
import { readStartSettings, type StartSettings } from '../start/settings.ts'
import { USAGE } from './usage.ts'

/** Nobody answers there: `doctor` then says what it says of any database that is away. */
const NOWHERE = { url: 'postgresql://nobody@127.0.0.1:1/nothing', close: async () => {} }

/** One command: with the settings of `npm start`, on its database, which is started for the command if it does not run. */
export async function run(args: string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help') || args[0] === 'help') {
    console.log(USAGE)
    return
  }
  try {
    loadEnvFile()
    const settings = readStartSettings(process.env, process.cwd())
    const database = await databaseFor(settings, args[0] === 'doctor')
    try {
      process.exitCode = await runMain(args, { ...environment(settings), DATABASE_URL: database.url })
    } finally {
      await database.close()
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}

async function databaseFor(settings: StartSettings, orNowhere: boolean) {
  if (!existsSync('node_modules')) throw new Error('Gavel is not set up here yet: run `npm start` once.')
  await ensureGenerated(process.cwd())
  const { openDatabase } = await import('./open-database.ts') // needs the packages
  try {
    return await openDatabase(settings)
  } catch (error) {
    if (!orNowhere) throw error
    console.error(error instanceof Error ? error.message : String(error))
    return NOWHERE
  }
}

function loadEnvFile(): void {
  try {
    process.loadEnvFile('.env') // what the environment already says wins
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function environment(settings: StartSettings): ChildEnv {
  const secrets = settings.production ? {} : installationSecrets(join(settings.dataDir, 'secrets.json'))
  return { ...secrets, ...applicationEnv(settings, process.env) }
}

/** The rules of the application run under its own conditions, so in a process of their own. */
async function runMain(args: readonly string[], env: ChildEnv): Promise<number> {
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--conditions=react-server',
    'scripts/gavel/main.ts',
  ]
  // On stdout is what was asked for, and nothing that the log has to say beside it.
  const quiet = { GAVEL_LOG_LEVEL: 'silent', ...env }
  const main = spawn(process.execPath, [...flags, ...args], { stdio: 'inherit', env: quiet })
  const [code] = await once(main, 'exit')
  return typeof code === 'number' ? code : 1
}
