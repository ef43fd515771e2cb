import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../e2e/kit/eventually.ts'
import { isAlive } from '../is-alive.ts'
import { Service } from './service.ts'

let directory: string
let service: Service
const said: string[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-service-'))
  said.length = 0
})

afterEach(async () => {
  await service?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const logFile = () => join(directory, 'logs', 'web.log')
const log = () => readFileSync(logFile(), 'utf8')

function make(program: string, more: { hideFirstLine?: boolean; stopMs?: number } = {}): Service {
  service = new Service({
    name: 'The web server',
    args: ['-e', program],
    env: process.env,
    logFile: logFile(),
    stopMs: 500,
    ready: async () => log().includes('up'),
    say: (line) => said.push(line),
    ...more,
  })
  return service
}

const SERVES = 'console.log("secret"); console.log("up " + process.pid); setInterval(() => {}, 1000)'
const gone = (pid: number) => () => !isAlive(pid) || `process ${pid} still runs`

test('a killed program is started again, and both are said', async () => {
  await make(SERVES).start(10_000)
  const first = service.pid ?? 0
  process.kill(first, 'SIGKILL')
  await eventually(() => said.length === 2 || JSON.stringify(said), { timeoutMs: 10_000 })
  expect(said).toEqual([
    'The web server ended unexpectedly (SIGKILL); it is started again.',
    'The web server is back.',
  ])
  expect(service.pid).not.toBe(first)
})

test('a program that ends at once fails the start with its last words', async () => {
  await expect(make('console.error("no such file"); process.exit(3)').start(10_000)).rejects.toThrow(
    'ended at once',
  )
  expect(service.lastWords()).toBe('no such file')
})

test('one that does not stop in order is stopped by force', async () => {
  await make(`process.on("SIGTERM", () => {}); ${SERVES}`).start(10_000)
  const pid = service.pid ?? 0
  await service.stop()
  expect(isAlive(pid)).toBe(false)
  expect(said).toEqual([])
})

test('what the program has started itself does not outlive it', async () => {
  const child = 'const c = require("child_process").spawn("sleep", ["60"]); console.log("child " + c.pid);'
  await make(`${child} ${SERVES}`).start(10_000)
  const started = Number(/child (\d+)/.exec(log())?.[1])
  process.kill(service.pid ?? 0, 'SIGKILL')
  await eventually(gone(started))
})

test('a first line with a secret does not reach the log', async () => {
  await make(SERVES, { hideFirstLine: true }).start(10_000)
  expect(log()).toMatch(/^up \d+\n$/)
})

test('a program whose supervisor is killed ends by itself, though it ignores SIGTERM', async () => {
  const guard = new URL('./end-with-parent.mjs', import.meta.url).href
  const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
  const parent = spawn(process.execPath, [
    '-e',
    `const c = require("child_process").spawn(process.execPath, ["--import", ${JSON.stringify(guard)}, "-e", ${JSON.stringify(stubborn)}], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: { ...process.env, GAVEL_GUARDED: "yes" } }); console.log(c.pid)`,
  ])
  const pid = await new Promise<number>((done) => parent.stdout.once('data', (line) => done(Number(line))))
  parent.kill('SIGKILL')
  await eventually(gone(pid), { timeoutMs: 8_000 })
})
