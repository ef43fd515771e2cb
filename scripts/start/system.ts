/** Everything that runs: the database, the sandbox, the web server; started in this order and stopped in the reverse. */
import { join } from 'node:path'
import { applicationEnv, type ChildEnv } from './application-env.ts'
import { StartFailure } from './failure.ts'
import { type HeldPort, holdPort } from './hold-port.ts'
import { installationSecrets } from './installation-secrets.ts'
import { prepareApplication } from './prepare-application.ts'
import { answers } from './probe-http.ts'
import { say, step } from './say.ts'
import { Service } from './service.ts'
import { defaultUrl, localOrigin, type StartSettings } from './settings.ts'
import { startDatabase } from './start-database.ts'
import { startSandbox } from './start-sandbox.ts'

const READY_MS = 120_000

type Context = { root: string; settings: StartSettings; onStart: (part: { stop(): Promise<void> }) => void }

export type System = { readonly url: string; readonly origin: string; readonly signIn: readonly string[] }

export async function startSystem(context: Context): Promise<System> {
  const { root, settings, onStart } = context
  const databaseUrl = await startDatabase(context)
  const held = await holdPort(settings.host, settings.port)
  if (held.port !== settings.port) say(`Port ${settings.port} is taken: using ${held.port}.`)
  const origin = localOrigin(settings.host, held.port)
  const url = settings.url ?? defaultUrl(settings.host, held.port)
  const env: ChildEnv = { ...ownEnv(settings), DATABASE_URL: databaseUrl, GAVEL_URL: url, NEXTAUTH_URL: url }
  if (settings.sandbox) {
    const sandbox = await step('Starting the sandbox', () =>
      startSandbox(settings.dataDir, origin, env, onStart),
    )
    Object.assign(env, sandbox)
  }
  const signIn = await prepareApplication(root, env)
  await startWeb({ settings, held, origin, env, onStart })
  return { url, origin, signIn }
}

function ownEnv(settings: StartSettings): ChildEnv {
  const secrets = settings.production ? {} : installationSecrets(join(settings.dataDir, 'secrets.json'))
  const env: ChildEnv = { ...secrets, ...applicationEnv(settings, process.env) }
  return { ...env, NEXTAUTH_SECRET: env.GAVEL_SECRET ?? '' }
}

type Web = Omit<Context, 'root'> & { held: HeldPort; origin: string; env: ChildEnv }

async function startWeb({ settings, held, origin, env, onStart }: Web): Promise<void> {
  const service = new Service({
    name: 'The web server',
    args: ['node_modules/next/dist/bin/next', 'start', '-p', String(held.port), '-H', settings.host],
    env,
    logFile: settings.production ? undefined : join(settings.dataDir, 'logs', 'web.log'),
    stopMs: 1_500, // web server, sandbox and database have five seconds together
    ready: () => answers(origin),
    say,
  })
  onStart(service)
  await held.release()
  try {
    await step('Starting the web server', () => service.start(READY_MS))
  } catch (error) {
    say(service.lastWords())
    throw new StartFailure(`${error instanceof Error ? error.message : error} Its last words are above.`)
  }
}
