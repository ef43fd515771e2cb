import { spawn } from 'node:child_process'

const KEPT_OUTPUT = 200_000
const GUARD = new URL('./start/end-with-parent.mjs', import.meta.url).href

export type Outcome = { readonly code: number; readonly output: string; readonly stdout: string }

type Options = {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Also to the terminal, as it comes. */
  readonly show?: boolean
}

const running = new Set<number>()
process.once('exit', endCommands)

/** Runs a program to its end. Its output is kept (the last part of it), for whoever must say why it failed. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: Options = {},
): Promise<Outcome> {
  return new Promise((done) => {
    // A group of its own, so that `endCommands` reaches also what it started.
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'], // nothing is ever written: see `runGuarded`
      detached: true,
      cwd: options.cwd,
      env: options.env ?? process.env,
    })
    child.stdin.on('error', () => {})
    const { pid } = child
    if (pid !== undefined) running.add(pid)
    let output = ''
    let stdout = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
      if (options.show) process.stdout.write(chunk)
    }
    child.stdout.on('data', (chunk: Buffer) => {
      stdout = (stdout + chunk.toString()).slice(-KEPT_OUTPUT)
    })
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => done({ code: 127, output: `${command}: ${error.message}`, stdout: '' }))
    child.on('close', (code) => {
      if (pid !== undefined) running.delete(pid)
      done({ code: code ?? 1, output, stdout })
    })
  })
}

/** As `runCommand`, for a Node program that must end when this process is killed. */
export function runGuarded(args: readonly string[], options: Options = {}): Promise<Outcome> {
  const env = { ...(options.env ?? process.env), GAVEL_GUARDED: 'yes' }
  return runCommand(process.execPath, ['--import', GUARD, ...args], { ...options, env })
}

/** Ends every program that runs just now, with all it started. */
export function endCommands(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}

/** The last lines of an output, as they help somebody who reads an error. */
export function lastLines(output: string, count = 25): string {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}
