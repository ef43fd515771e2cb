/** What happens to the embedded database when things around it die. The server is the real one, each in a directory of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { isAlive } from '../../scripts/is-alive.ts'
import { readPidFile } from '../../scripts/postgres/probe.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../scripts/postgres/start-embedded-postgres.ts'
import { eventually } from '../kit/eventually.ts'

const OWNER = new URL('./fixtures/postgres-owner.ts', import.meta.url).pathname
const settings = { shared_buffers: '16MB', max_connections: '10' }

let directory: string
let server: EmbeddedPostgres | undefined

// One cluster for all: making one is most of the time of a test.
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel r17 '))
})

afterEach(async () => {
  await server?.stop()
  server = undefined
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

const start = async () => {
  server = await startEmbeddedPostgres({ directory, settings })
  return server.url
}
const postmaster = () => readPidFile(join(directory, 'cluster'))?.pid ?? 0
const gone = (pid: number) => () => !isAlive(pid) || `process ${pid} still runs`

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** A program of its own that holds the server, to be killed. */
async function startOwner(home = directory) {
  const owner = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', OWNER, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const died = once(owner, 'exit').then(([code]) => Promise.reject(new Error(`the owner ended with ${code}`)))
  const [line] = await Promise.race([once(owner.stdout, 'data'), died])
  died.catch(() => {}) // later, its end is what the tests bring about
  return { owner, url: String(line).trim() }
}

test('a stop leaves no process, and the next start has the data and the same address', async () => {
  const url = await start()
  await query(url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer')
  const pid = postmaster()
  await server?.stop()
  expect(isAlive(pid)).toBe(false)
  expect(await start()).toBe(url)
  expect(await query(url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a killed owner takes its server along, and what was committed is there at the next start', async () => {
  const { owner, url } = await startOwner()
  await query(url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer')
  const pid = postmaster()
  owner.kill('SIGKILL')
  await eventually(gone(pid), { timeoutMs: 10_000 })
  expect(await query(await start(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a killed server is started again at the same address, with what was committed', async () => {
  const url = await start()
  await query(url, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer')
  process.kill(postmaster(), 'SIGKILL')
  await eventually(
    async () =>
      JSON.stringify(await query(url, 'SELECT answer FROM kept')) === '[{"answer":42}]' || 'not the same',
    { timeoutMs: 15_000 },
  )
})

test('a start finds the server that outlived owner and guard, and stops it in the end', async () => {
  const { owner, url } = await startOwner()
  const pid = postmaster()
  const guard = guardOf(pid)
  process.kill(guard, 'SIGSTOP') // a guard that does nothing is as good as none
  onTestFinished(() => void process.kill(-guard, 'SIGKILL'))
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  expect(await start()).toBe(url)
  expect(postmaster()).toBe(pid)
  await server?.stop()
  expect(isAlive(pid)).toBe(false)
})

test('a pid file that names a living stranger keeps nobody out', async () => {
  const url = await start()
  const pid = postmaster()
  const file = join(directory, 'cluster', 'postmaster.pid')
  const text = readFileSync(file, 'utf8')
  await server?.stop()
  writeFileSync(file, text.replace(String(pid), String(process.pid)))
  expect(await start()).toBe(url)
  expect(postmaster()).not.toBe(process.pid)
})

test('a taken port is left to whoever has it', async () => {
  const before = Number(new URL(await start()).port)
  await server?.stop()
  const other = createServer().listen(before, '127.0.0.1')
  await once(other, 'listening')
  const after = Number(new URL(await start()).port)
  other.close()
  expect(after).not.toBe(before)
})

test('two starts at once on an empty directory make one cluster and one server', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'gavel r17 twice '))
  const both = await Promise.all([startOwner(empty), startOwner(empty)])
  expect(both[0].url).toBe(both[1].url)
  const ended = both.map(({ owner }) => once(owner, 'exit'))
  for (const { owner } of both) owner.kill('SIGTERM')
  await Promise.all(ended)
  // An owner that has seconds to end does not wait for a slow disk; the server goes on ending.
  const file = join(empty, 'cluster', 'postmaster.pid')
  await eventually(() => !existsSync(file) || 'the server still runs', { timeoutMs: 30_000 })
  rmSync(empty, { recursive: true, force: true })
}, 180_000)

test('a setting the server refuses is told in the server’s own words', async () => {
  const wrong = startEmbeddedPostgres({ directory, settings: { ...settings, work_mem: 'plenty' } })
  await expect(wrong).rejects.toThrow(/work_mem.*plenty/s)
}, 60_000)

/** The shell that waits for its owner's end and then ends the server. */
function guardOf(pid: number): number {
  const list = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  return Number.parseInt(list.find((line) => line.endsWith(`gavel-postgres-guard ${pid}`)) ?? '', 10)
}
