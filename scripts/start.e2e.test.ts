/** `npm start` itself, as somebody at a terminal sees it: everything real, in a data directory of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../e2e/kit/eventually.ts'
import { choosePort } from './choose-port.ts'
import { isAlive } from './postgres/probe.ts'
import { ensureBuilt } from './start/ensure-built.ts'
import { answers } from './start/probe-http.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const START = join(ROOT, 'scripts', 'start.mjs')
const BUILD_DIR = '.next-test'

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> }

let dataDir: string
let port: number
let url: string
const runs: Run[] = []

beforeAll(async () => {
  await ensureBuilt(ROOT, BUILD_DIR)
  dataDir = mkdtempSync(join(tmpdir(), 'gavel start '))
  port = await choosePort([0])
  url = `http://localhost:${port}`
}, 300_000)

afterEach(async () => {
  for (const run of runs.splice(0)) if (run.child.exitCode === null) await stop(run)
})

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** From another directory, with nothing in the environment but what is given. */
function start(given: Record<string, string> = {}): Run {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('env', ['-i', ...pairs({ PATH, HOME, ...own(), ...given }), process.execPath, START], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a terminal's group of its own
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  }
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const run = { child, output: () => text, ended }
  runs.push(run)
  return run
}

const own = () => ({ GAVEL_BUILD_DIR: BUILD_DIR, GAVEL_DATA_DIR: dataDir, PORT: String(port) })
const pairs = (env: Record<string, string>) => Object.entries(env).map(([name, value]) => `${name}=${value}`)

async function startAndWait(env: Record<string, string> = {}): Promise<Run> {
  const run = start(env)
  await says(run, 'Gavel is ready')
  return run
}

const says = (run: Run, words: string) =>
  eventually(() => run.output().includes(words) || `it said:\n${run.output()}`, { timeoutMs: 90_000 })

async function stop(run: Run, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  run.child.kill(signal)
  await run.ended
}

/** Every process that this one has started, and what those have. */
function descendantsOf(pid: number): { pid: number; args: string }[] {
  const list = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout
  const all = list.split('\n').flatMap((line) => {
    const [, child, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return child && parent ? [{ pid: Number(child), parent: Number(parent), args: args ?? '' }] : []
  })
  const below = (one: number): typeof all =>
    all.filter(({ parent }) => parent === one).flatMap((child) => [child, ...below(child.pid)])
  return below(pid)
}

const part = (run: Run, words: RegExp) =>
  descendantsOf(run.child.pid ?? 0).find(({ args }) => words.test(args))?.pid ?? Number.NaN

const allGone = (pids: number[], timeoutMs: number) =>
  eventually(() => !pids.some(isAlive) || `left: ${pids.filter(isAlive).join(' ')}`, { timeoutMs })

test('it starts everything, says where, and a second start says where the first is', async () => {
  const run = await startAndWait()
  expect(run.output()).toContain(`Gavel is ready: ${url}`)
  expect(run.output()).toMatch(/Sign in as {2}\S+@\S+/)
  expect(await answers(url)).toBe(true)
  const second = start()
  expect(await second.ended).toBe(0)
  expect(second.output()).toContain(url)
  expect(second.output()).toContain(`process ${run.child.pid}`)
}, 240_000)

test('each part that is killed comes back, and a signal stops everything within five seconds', async () => {
  const run = await startAndWait()
  const parts = {
    'The web server': /^next-server/,
    'The sandbox': /sandbox\/main\.ts/,
    PostgreSQL: /\/bin\/postgres -D/,
  }
  for (const [name, words] of Object.entries(parts)) {
    process.kill(part(run, words), 'SIGKILL')
    await says(run, `${name} ended unexpectedly`)
    await says(run, `${name} is back.`)
  }
  await eventually(async () => (await answers(url)) || 'it does not answer', { timeoutMs: 20_000 })
  const all = descendantsOf(run.child.pid ?? 0).map(({ pid }) => pid)
  const from = performance.now()
  await stop(run, 'SIGINT')
  await allGone(all, 500)
  expect(performance.now() - from).toBeLessThan(5_000)
}, 120_000)

test('a killed supervisor leaves nobody behind, and the next start takes another port when its own is taken', async () => {
  const run = await startAndWait()
  const all = descendantsOf(run.child.pid ?? 0).map(({ pid }) => pid)
  expect(all.length).toBeGreaterThan(5)
  run.child.kill('SIGKILL')
  await allGone(all, 10_000)
  const other = createServer()
  await new Promise<void>((done) => other.listen(port, '127.0.0.1', done))
  const next = await startAndWait()
  other.close()
  expect(next.output()).toContain(`Port ${port} is taken: using`)
  const told = /Gavel is ready: (\S+)/.exec(next.output())?.[1] ?? ''
  expect(told).not.toBe(url)
  expect(await answers(told)).toBe(true)
}, 120_000)

test('a lock file that names a living stranger keeps nobody out', async () => {
  writeFileSync(join(dataDir, 'gavel.lock'), JSON.stringify({ pid: process.pid, beginning: 'long ago', url }))
  const run = await startAndWait({ GAVEL_SANDBOX: 'off' })
  expect(run.output()).toContain('Gavel is ready')
}, 120_000)

test('production is refused with all that is wrong said at once, and nothing is started', async () => {
  const run = start({
    NODE_ENV: 'production',
    GAVEL_SECRET: 'short',
    GAVEL_MASTER_KEYS: '',
    GAVEL_URL: 'http://gavel.example',
  })
  expect(await run.ended).toBe(1)
  for (const name of ['GAVEL_SECRET', 'GAVEL_MASTER_KEYS', 'DATABASE_URL', 'GAVEL_URL', 'sandbox']) {
    expect(run.output()).toContain(name)
  }
  expect(run.output()).not.toContain('short"')
  expect(run.output()).not.toContain('Starting')
}, 120_000)

test('no log and no line of the start holds a secret of the installation', async () => {
  const run = await startAndWait()
  await stop(run)
  const read = (name: string) => readFileSync(join(dataDir, name), 'utf8')
  const { projects } = JSON.parse(read('sandbox.json'))
  const secrets: string[] = [
    ...Object.values<string>(JSON.parse(read('secrets.json'))),
    ...projects.flatMap((one: { apiSecret: string; signatureSecret: string }) => [
      one.apiSecret,
      one.signatureSecret,
    ]),
    read('postgres/cluster/owner-password').trim(),
  ]
  const logs = ['logs/web.log', 'logs/sandbox.log', 'logs/previous-web.log', 'postgres/server.log'].map(read)
  for (const secret of secrets)
    expect([run.output(), ...logs].some((text) => text.includes(secret))).toBe(false)
}, 120_000)
