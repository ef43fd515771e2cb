import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { lastLines } from '../run-command.ts'

const GUARD = new URL('./end-with-parent.mjs', import.meta.url).href
const FIRST_DELAY_MS = 300
const LAST_DELAY_MS = 30_000
const STEADY_MS = 60_000

export type ServiceOptions = {
  /** As it is named in a sentence: "The web server". */
  readonly name: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Undefined: the output goes where the supervisor's goes, as a container wants it. */
  readonly logFile: string | undefined
  /** Its first line of output holds a secret, and must not reach a log. */
  readonly hideFirstLine?: boolean
  /** How long an orderly end may take. */
  readonly stopMs: number
  /** True once the program really does its work. */
  readonly ready: () => Promise<boolean>
  readonly say: (line: string) => void
}

/** A Node program that is kept running: started again, later and later, when it ends by itself. */
export class Service {
  readonly #options: ServiceOptions
  #child: ChildProcess | undefined
  #stopping = false
  #settled = false
  #delay = FIRST_DELAY_MS
  #retry: NodeJS.Timeout | undefined

  constructor(options: ServiceOptions) {
    this.#options = options
    if (options.logFile) keepPreviousLog(options.logFile)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when it is ready; rejects with its last words when it ends before, or takes longer than `timeoutMs`. */
  async start(timeoutMs: number): Promise<void> {
    const child = this.#launch()
    const ended = new Promise<'ended'>((done) => child.once('exit', () => done('ended')))
    const outcome = await Promise.race([ended, this.#untilReady(child, timeoutMs)])
    if (outcome === 'ready') this.#settled = true
    else
      throw new Error(
        `${this.#options.name} ${outcome === 'ended' ? 'ended at once' : 'did not become ready'}.`,
      )
  }

  /** In order first (SIGTERM), by force when that takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#retry)
    const child = this.#child
    if (!child?.pid) return
    const { pid } = child
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    signalGroup(pid, 'SIGTERM', child)
    const force = setTimeout(() => signalGroup(pid, 'SIGKILL'), this.#options.stopMs)
    await ended
    clearTimeout(force)
    signalGroup(pid, 'SIGKILL') // whatever it had started and left
  }

  lastWords(): string {
    const { logFile } = this.#options
    return logFile && existsSync(logFile) ? lastLines(readFileSync(logFile, 'utf8')) : ''
  }

  #launch(): ChildProcess {
    const { logFile, env, args, hideFirstLine } = this.#options
    const out = logFile ? openSync(logFile, 'a', 0o600) : 'inherit'
    // Detached: Ctrl-C goes to the whole group of the terminal, and the order of stopping is the supervisor's.
    const child = spawn(process.execPath, ['--import', GUARD, ...args], {
      stdio: ['pipe', hideFirstLine ? 'pipe' : out, out],
      detached: true,
      env: { ...env, GAVEL_GUARDED: 'yes' },
    })
    if (typeof out === 'number') closeSync(out)
    if (child.stdout && logFile) copyWithoutFirstLine(child.stdout, logFile)
    child.stdin?.on('error', () => {})
    child.on('error', () => this.#ended(child, 'could not be started'))
    child.on('exit', (code, signal) => this.#ended(child, `ended unexpectedly (${signal ?? `code ${code}`})`))
    this.#child = child
    return child
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return
    if (child.pid) signalGroup(child.pid, 'SIGKILL') // what it had started must not hold its port
    this.#child = undefined
    if (this.#stopping || !this.#settled) return
    this.#options.say(`${this.#options.name} ${how}; it is started again.`)
    this.#retry = setTimeout(() => this.#restart(), this.#delay)
    this.#delay = Math.min(this.#delay * 2, LAST_DELAY_MS)
  }

  async #restart(): Promise<void> {
    const child = this.#launch()
    const since = Date.now()
    if ((await this.#untilReady(child, STEADY_MS)) === 'ready')
      this.#options.say(`${this.#options.name} is back.`)
    child.once('exit', () => {
      if (Date.now() - since > STEADY_MS) this.#delay = FIRST_DELAY_MS
    })
  }

  async #untilReady(child: ChildProcess, timeoutMs: number): Promise<'ready' | 'late' | 'gone'> {
    const deadline = Date.now() + timeoutMs
    while (this.#child === child && Date.now() < deadline) {
      if (await this.#options.ready()) return 'ready'
      await new Promise((wake) => setTimeout(wake, 100))
    }
    return this.#child === child ? 'late' : 'gone'
  }
}

function copyWithoutFirstLine(output: Readable, logFile: string): void {
  let first = true
  createInterface({ input: output }).on('line', (line) => {
    if (!first) appendFileSync(logFile, `${line}\n`)
    first = false
  })
}

function keepPreviousLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file)) renameSync(file, join(dirname(file), `previous-${basename(file)}`))
}

/** A detached child leads a group of its own number. */
function signalGroup(pid: number, signal: NodeJS.Signals, leader?: ChildProcess): void {
  try {
    if (leader) leader.kill(signal)
    else process.kill(-pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}
