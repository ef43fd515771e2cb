import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { choosePort } from '../../scripts/choose-port.ts'
import { ensureBuilt } from '../../scripts/start/ensure-built.ts'
import { answers } from '../../scripts/start/probe-http.ts'
import { bareEnv } from './bare-env.ts'
import { BUILD_DIR } from './built-application.ts'
import { endProcess } from './end-process.ts'
import { eventually } from './eventually.ts'
import { serverSecrets } from './server-secrets.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const GUARD = new URL('../../scripts/start/end-with-parent.mjs', import.meta.url).href
const READY_MS = 60_000

type Options = {
  readonly databaseUrl: string
  /** The sandbox they speak to, as `npm start` would tell them. */
  readonly sandbox?: { readonly apiUrl: string; readonly config?: string }
  /** What they keep beside the database; a new directory unless given. */
  readonly dataDir?: string
  /** By what name people reach it; passkeys are bound to a name. */
  readonly host?: string
  /** For all, or for each by its number. */
  readonly env?: Record<string, string> | ((number: number) => Record<string, string>)
}

export type ClusterNode = {
  readonly url: string
  readonly pid: number
  /** All it has printed. */
  readonly log: string
  /** As the machine would: at once, with no word to anybody. */
  kill(): Promise<void>
  /** In order, as at a deployment. */
  stop(): Promise<void>
  /** The same server again, at the same address. */
  restart(): Promise<void>
}

/** So many built applications on one PostgreSQL, as behind a load balancer. They have secrets in common, made per cluster. */
export async function cluster(count: number, options: Options): Promise<ClusterNode[]> {
  await ensureBuilt(ROOT, BUILD_DIR)
  const common = {
    GAVEL_BUILD_DIR: BUILD_DIR,
    ...serverSecrets(),
    // What they keep beside the database is of this database, and of no other test's.
    GAVEL_DATA_DIR: options.dataDir ?? mkdtempSync(join(tmpdir(), 'gavel-cluster-')),
    DATABASE_URL: options.databaseUrl,
    ...(options.sandbox && { GAVEL_SANDBOX_API_URL: options.sandbox.apiUrl }),
    ...(options.sandbox?.config && { GAVEL_SANDBOX_CONFIG: options.sandbox.config }),
  }
  const own = (number: number) => (typeof options.env === 'function' ? options.env(number) : options.env)
  return Promise.all(
    Array.from({ length: count }, (_, number) => startNode({ ...common, ...own(number) }, options.host)),
  )
}

async function startNode(env: Record<string, string>, host = '127.0.0.1'): Promise<ClusterNode> {
  const port = await choosePort([0])
  const url = `http://${host}:${port}`
  let log = ''
  const append = (text: string) => {
    log += text
  }
  let child = launch(port, url, env, append)
  await untilReady(child, url, () => log)
  return {
    url,
    get pid() {
      return child.pid ?? 0
    },
    get log() {
      return log
    },
    kill: () => endProcess(child, 'SIGKILL'),
    stop: () => endProcess(child, 'SIGTERM', () => log),
    async restart() {
      await endProcess(child, 'SIGKILL')
      child = launch(port, url, env, append)
      await untilReady(child, url, () => log)
    },
  }
}

function launch(
  port: number,
  url: string,
  env: Record<string, string>,
  onOutput: (text: string) => void,
): ChildProcess {
  const args = ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', '127.0.0.1']
  const child = spawn(process.execPath, ['--import', GUARD, ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...bareEnv(),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      GAVEL_ENV: 'test',
      GAVEL_GUARDED: 'yes',
      GAVEL_URL: url,
      NEXTAUTH_URL: url,
      ...env,
    },
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => onOutput(chunk.toString()))
  child.stdin.on('error', () => {})
  return child
}

async function untilReady(child: ChildProcess, url: string, log: () => string): Promise<void> {
  await eventually(
    async () => {
      if (child.exitCode !== null || (await answers(url))) return true
      return `${url} is not ready:\n${log()}`
    },
    { timeoutMs: READY_MS, everyMs: 100 },
  )
  if (child.exitCode !== null)
    throw new Error(`A server of the cluster ended at once (${child.exitCode}):\n${log()}`)
}
