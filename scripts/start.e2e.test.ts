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
import { beginningOf } from './process-identity.ts'
import { ensureBuilt } from './start/ensure-built.ts'
import { answers } from './start/probe-http.ts'
import type { SandboxConfig } from './start/sandbox-config.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const START = join(ROOT, 'scripts', 'start.mjs')
const BUILD_DIR = '.next-test'
const PATIENCE_MS = 120_000
const PARTS = [
  ['The web server', /^next-server/],
  ['The sandbox', /sandbox\/main\.ts/],
  ['PostgreSQL', /\/bin\/postgres -D/],
] as const
const LOGS = [
  'logs/web.log',
  'logs/sandbox.log',
  'logs/previous-web.log',
  'logs/previous-sandbox.log',
  'postgres/server.log',
]

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
  eventually(() => run.output().includes(words) || `it said:\n${run.output()}`, { timeoutMs: PATIENCE_MS })

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

/** One that has ended but is not yet fetched by its parent does nothing any more. */
const allGone = (pids: number[], timeoutMs: number) => {
  const left = () => pids.filter((pid) => beginningOf(pid) !== undefined)
  return eventually(() => left().length === 0 || `left: ${left().join(' ')}`, { timeoutMs })
}

/** The second start beside it, each part killed, and the end by Ctrl-C: one start, since a start takes seconds. */
test('it says where it is, keeps its parts running, and stops within five seconds', async () => {
  const run = await startAndWait()
  expect(run.output()).toContain(`Gavel is ready: ${url}`)
  expect(run.output()).toMatch(/Sign in as {2}\S+@\S+/)

  const second = start()
  expect(await second.ended).toBe(0)
  expect(second.output()).toBe(`Gavel already runs here (process ${run.child.pid}): ${url}\n`)

  for (const [name, words] of PARTS) {
    process.kill(part(run, words), 'SIGKILL')
    await says(run, `${name} ended unexpectedly`)
    await says(run, `${name} is back.`)
  }
  await eventually(async () => (await answers(url)) || 'it does not answer', { timeoutMs: PATIENCE_MS })

  const all = descendantsOf(run.child.pid ?? 0).map(({ pid }) => pid)
  const from = performance.now()
  await stop(run, 'SIGINT')
  await allGone(all, 1_000)
  expect(performance.now() - from).toBeLessThan(5_000)
}, 300_000)

test('a killed supervisor leaves nobody behind', async () => {
  const run = await startAndWait()
  const all = descendantsOf(run.child.pid ?? 0).map(({ pid }) => pid)
  expect(all.length).toBeGreaterThan(5)
  run.child.kill('SIGKILL')
  await allGone(all, 10_000)
}, 300_000)

test('neither a stranger with the number in the lock file nor a taken port keeps it from starting', async () => {
  writeFileSync(join(dataDir, 'gavel.lock'), JSON.stringify({ pid: process.pid, beginning: 'long ago', url }))
  const other = createServer().listen(port, '127.0.0.1')
  const run = await startAndWait()
  other.close()
  expect(run.output()).toContain(`Port ${port} is taken: using`)
  const told = /Gavel is ready: (\S+)/.exec(run.output())?.[1] ?? ''
  expect(told).not.toBe(url)
  expect(await answers(told)).toBe(true)
  await stop(run)
  const texts = [run.output(), ...LOGS.map((name) => readFileSync(join(dataDir, name), 'utf8'))]
  for (const secret of secretsOf(dataDir)) expect(texts.some((text) => text.includes(secret))).toBe(false)
}, 300_000)

test('production is refused with all that is wrong said at once, and nothing is started', async () => {
  const wrong = { GAVEL_SECRET: 'tooshort', GAVEL_MASTER_KEYS: '', GAVEL_URL: 'http://gavel.example' }
  const run = start({ NODE_ENV: 'production', ...wrong })
  expect(await run.ended).toBe(1)
  for (const name of ['GAVEL_SECRET', 'GAVEL_MASTER_KEYS', 'DATABASE_URL', 'GAVEL_URL', 'sandbox']) {
    expect(run.output()).toContain(name)
  }
  expect(run.output()).not.toContain('tooshort')
  expect(run.output()).not.toContain('Starting')
}, 120_000)

function secretsOf(directory: string): string[] {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8')
  const { projects }: SandboxConfig = JSON.parse(read('sandbox.json'))
  return [
    ...Object.values<string>(JSON.parse(read('secrets.json'))),
    ...projects.flatMap(({ apiSecret, signatureSecret }) => [apiSecret, signatureSecret]),
    read('postgres/cluster/owner-password').trim(),
  ]
}
