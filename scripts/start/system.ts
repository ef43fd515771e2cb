/** Everything that runs: the database, the sandbox, the web server; stopped in the reverse of the order in which they were started. */
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
import { sandboxFor } from './start-sandbox.ts'

const READY_MS = 120_000

type Context = { root: string; settings: StartSettings; onStart: (part: { stop(): Promise<void> }) => void }

export type System = { readonly url: string; readonly origin: string; readonly signIn: readonly string[] }

export async function startSystem(context: Context): Promise<System> {
  const { root, settings, onStart } = context
  const held = await holdPort(settings.host, settings.port)
  if (held.port !== settings.port) say(`Port ${settings.port} is taken: using ${held.port}.`)
  const origin = localOrigin(settings.host, held.port)
  const url = settings.url ?? defaultUrl(settings.host, held.port)
  const own: ChildEnv = { ...ownEnv(settings), GAVEL_URL: url, NEXTAUTH_URL: url }
  const sandbox = settings.sandbox ? await sandboxFor(settings.dataDir, origin, own) : undefined
  const start = async () => {
    const database = await startDatabase(context)
    const env: ChildEnv = { ...own, ...sandbox?.env, DATABASE_URL: database.url }
    return prepareAndServe({ root, settings, held, origin, env, onStart }, database.isNew)
  }
  const [signIn] = await Promise.all([start(), sandbox?.start(onStart)])
  return { url, origin, signIn }
}

/** A database that was there already knows its projects; a new one must, before the first callback is read. */
async function prepareAndServe(web: Web, isNew: boolean): Promise<string[]> {
  const prepared = prepareApplication(web.root, web.env)
  if (isNew) await prepared
  const [signIn] = await Promise.all([prepared, startWeb(web)])
  return signIn
}

function ownEnv(settings: StartSettings): ChildEnv {
  const secrets = settings.production ? {} : installationSecrets(join(settings.dataDir, 'secrets.json'))
  const env: ChildEnv = { ...secrets, ...applicationEnv(settings, process.env) }
  return { ...env, NEXTAUTH_SECRET: env.GAVEL_SECRET ?? '' }
}

type Web = Context & { held: HeldPort; origin: string; env: ChildEnv }

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
