import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../is-alive.ts'

const STOP_TIMEOUT_MS = 1_200

type Options = {
  readonly command: (port: number) => string[]
  readonly spawn: { readonly uid?: number; readonly gid?: number }
  readonly home: string
  readonly onExit: () => void
}

/**
 * The server's process, and the guard that ends it with its owner: a shell that waits for the end of a pipe which only the
 * owner holds, so it also ends when the owner is killed. Server and guard run detached: Ctrl-C goes to the whole process
 * group, and the database must outlive those who write to it.
 */
export class ServerProcess {
  readonly logFile: string
  readonly #options: Options
  #pid: number | undefined
  #guard: ChildProcess | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
    this.logFile = join(options.home, 'server.log')
  }

  get running(): boolean {
    return this.#pid !== undefined
  }

  launch(port: number): void {
    const out = openSync(this.logFile, 'w')
    const [command = '', ...args] = this.#options.command(port)
    const cwd = this.#options.home
    const server = spawn(command, args, {
      stdio: ['ignore', out, out],
      detached: true,
      cwd,
      ...this.#options.spawn,
    })
    closeSync(out)
    server.on('error', () => this.#ended(server.pid))
    server.on('exit', () => this.#ended(server.pid))
    server.unref()
    if (server.pid !== undefined) this.#own(server.pid)
  }

  /** A server that answers, launched here or by an owner that is gone. */
  adopt(pid: number): void {
    if (pid === this.#pid) return
    this.#own(pid)
    // Not our child, so its end makes no event.
    this.#watch = setInterval(() => isAlive(pid) || this.#ended(pid), 500).unref()
  }

  /** Fast shutdown; immediate when that takes too long, and then the next start recovers. */
  async stop(): Promise<void> {
    const pid = this.#pid
    if (pid === undefined) return
    signal(pid, 'SIGINT')
    const deadline = Date.now() + STOP_TIMEOUT_MS
    while (isAlive(pid) && Date.now() < deadline) await sleep(20)
    if (isAlive(pid)) signal(pid, 'SIGQUIT')
    while (isAlive(pid) && Date.now() < deadline + STOP_TIMEOUT_MS) await sleep(20)
    this.#release()
  }

  lastWords(): string {
    return existsSync(this.logFile)
      ? readFileSync(this.logFile, 'utf8').split('\n').slice(-15).join('\n')
      : ''
  }

  #own(pid: number): void {
    this.#release()
    this.#pid = pid
    this.#startGuard(pid)
  }

  #startGuard(pid: number): void {
    const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null'
    const guard = spawn('sh', ['-c', script, 'gavel-postgres-guard', String(pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    guard.on('error', () => {})
    guard.stdin.on('error', () => {})
    // A guard that was killed must not leave the server unguarded.
    guard.on('exit', () => this.#guard === guard && this.#startGuard(pid))
    guard.unref()
    if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
    this.#guard = guard
  }

  #ended(pid: number | undefined): void {
    if (this.#pid !== pid) return
    this.#release()
    this.#options.onExit()
  }

  #release(): void {
    const guard = this.#guard
    this.#guard = undefined
    this.#pid = undefined
    clearInterval(this.#watch)
    if (guard?.pid) signal(-guard.pid, 'SIGKILL') // its group: the shell, and the `cat` that waits
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone already, which is what the signal was for.
  }
}
