/**
 * The simulated people live in a process of their own, so that their packets do not wait for the media
 * server's event loop. It is started again when it dies, and ends when its standard input does: by us or
 * because we are gone.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Cast, FromPeople, PeopleProject, ToPeople } from './people-interface.ts'

export type PeopleProcessOptions = {
  apiUrl: string
  projects: readonly PeopleProject[]
  scenario: string
  speed: number
  onCast: (cast: Cast) => void
  log: (line: string) => void
}

export type PeopleProcess = { cue: (name: string) => void; close: () => Promise<void> }

const MAIN = fileURLToPath(new URL('./people/main.ts', import.meta.url))
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000
const CLOSE_WITHIN_MS = 1_000

const readLine = (line: string): FromPeople => {
  try {
    const said: FromPeople = JSON.parse(line)
    if (said.kind === 'cast' || said.kind === 'log') return said
  } catch {
    // Not one of ours (a warning of Node, a stack): it goes to the log as it is.
  }
  return { kind: 'log', line }
}

export const startPeopleProcess = (options: PeopleProcessOptions): PeopleProcess => {
  const { apiUrl, projects, scenario, speed, onCast, log } = options
  let child: ChildProcess | null = null
  let closed = false
  let failures = 0
  let restart: NodeJS.Timeout | undefined

  const tell = (message: ToPeople): void => {
    child?.stdin?.write(`${JSON.stringify(message)}\n`)
  }

  const start = (): void => {
    const started = spawn(process.execPath, [MAIN], { stdio: ['pipe', 'pipe', 'inherit'] })
    const startedAt = performance.now()
    child = started
    // Writing to one that just died is told by its end.
    started.stdin.on('error', () => undefined)
    createInterface({ input: started.stdout }).on('line', (line) => {
      const said = readLine(line)
      if (said.kind === 'cast') onCast(said.cast)
      else log(`people: ${said.line}`)
    })
    started.on('error', (error) => log(`people: ${error.message}`))
    started.on('close', (code, signal) => {
      if (closed) return
      failures = performance.now() - startedAt > LONGEST_RESTART_MS ? 1 : failures + 1
      const delay = Math.min(FIRST_RESTART_MS * 2 ** (failures - 1), LONGEST_RESTART_MS)
      log(`people: ended (${signal ?? code}); again in ${delay / 1000} s`)
      restart = setTimeout(start, delay)
    })
    tell({ kind: 'start', apiUrl, projects, scenario, speed })
  }

  start()
  return {
    cue: (name) => tell({ kind: 'cue', name }),
    close: () => {
      closed = true
      clearTimeout(restart)
      const running = child
      if (!running || running.exitCode !== null || running.signalCode !== null) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(() => running.kill('SIGKILL'), CLOSE_WITHIN_MS)
        running.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
        running.stdin?.end()
      })
    },
  }
}
