import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lock, takeLock, withLock } from '../instance-lock.ts'
import { endCommands } from '../run-command.ts'
import { ensureBuilt, ensureGenerated } from './ensure-built.ts'
import { ensureInstalled } from './ensure-installed.ts'
import { StartFailure } from './failure.ts'
import { answers } from './probe-http.ts'
import { say } from './say.ts'
import { readStartSettings, type StartSettings } from './settings.ts'
import type { System } from './system.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const FIRST_MUST_ANSWER_MS = 15_000

/** The whole of `npm start`, in the order in which things happen. The working directory is the project's. */
export async function run(): Promise<void> {
  const root = process.cwd()
  loadEnvFile()
  const stopping = new Stopping()
  try {
    const settings = readStartSettings(process.env, root)
    if (Number.isNaN(settings.port)) throw new StartFailure('PORT must be a number from 1 to 65535.')
    makeDataDir(settings.dataDir)
    const lock = await takeLockOrSayWhere(settings)
    if (!lock) return
    stopping.at(() => lock.release())
    await makeReady(root, settings)
    const { startSystem } = await import('./system.ts') // needs the packages that were just installed
    const system = await startSystem({ root, settings, onStart: (one) => stopping.at(() => one.stop()) })
    lock.announce(system.url)
    greet(system)
  } catch (error) {
    if (stopping.begun) return
    say(error instanceof StartFailure ? error.message : `Gavel could not start: ${reasonOf(error)}`)
    process.exitCode = 1
    await stopping.stop()
  }
}

async function makeReady(root: string, settings: StartSettings): Promise<void> {
  // Starts of one tree with different data directories share these.
  await withLock(join(root, '.data', 'build.lock'), async () => {
    await ensureInstalled(root)
    const { refuseWrongSettings } = await import('./refuse-wrong-settings.ts')
    await refuseWrongSettings(root, settings)
    await ensureGenerated(root)
    await ensureBuilt(root, settings.buildDir)
  })
}

function loadEnvFile(): void {
  try {
    process.loadEnvFile('.env') // what the environment already says wins
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
    mkdirSync('.data', { recursive: true })
  } catch (error) {
    throw new StartFailure(
      `${dataDir} cannot be made (${reasonOf(error)}): set GAVEL_DATA_DIR to a folder of your own.`,
    )
  }
}

/** Undefined: another start of this data directory runs, and whoever asked has been told where. */
async function takeLockOrSayWhere(settings: StartSettings): Promise<Lock | undefined> {
  const file = join(settings.dataDir, 'gavel.lock')
  let told = false
  let silentSince = 0
  for (;;) {
    const taken = takeLock(file)
    if ('lock' in taken) return taken.lock
    const { pid, url } = taken.holder
    if (url && (await answers(url))) {
      say(`Gavel already runs here (process ${pid}): ${url}`)
      return undefined
    }
    if (!told) say(`Another start is under way here (process ${pid}); waiting for it.`)
    told = true
    if (url) silentSince ||= Date.now()
    if (silentSince && Date.now() - silentSince > FIRST_MUST_ANSWER_MS) {
      throw new StartFailure(
        `Process ${pid} holds ${settings.dataDir} but ${url} does not answer: end it, then start again.`,
      )
    }
    await sleep(300)
  }
}

/** What must be undone, last first, at a signal or a failure; nothing of it may be left when the process ends. */
class Stopping {
  readonly #steps: (() => void | Promise<void>)[] = []
  #done: Promise<void> | undefined

  constructor() {
    for (const signal of SIGNALS) process.on(signal, () => void this.stop())
  }

  get begun(): boolean {
    return this.#done !== undefined
  }

  at(step: () => void | Promise<void>): void {
    if (this.begun) void step()
    else this.#steps.push(step)
  }

  stop(): Promise<void> {
    this.#done ??= this.#run()
    return this.#done
  }

  async #run(): Promise<void> {
    endCommands()
    for (const undo of this.#steps.reverse()) await undo()
    process.exit()
  }
}

function greet({ url, signIn }: System): void {
  say('')
  say(`Gavel is ready: ${url}`)
  for (const line of signIn) say(line)
  say('Ctrl-C stops it.')
}

function reasonOf(error: unknown): string {
  const text =
    error instanceof Error
      ? error.message || String('code' in error ? error.code : error.name)
      : String(error)
  return text.replaceAll(homedir(), '~').replace(/\/\/([^:@/\s]+):[^@/\s]+@/g, '//$1:…@')
}
