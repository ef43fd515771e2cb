/**
 * How fast a recording of the platform becomes a copy of ours, beside what the same two places do without us: the same bytes over
 * the same line to the same disk, flushed. Reading the copy back and comparing it comes after that and has a line of its own.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDiskDriver } from '#lib/custody/disk-driver.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import type { Moment, Tools } from '#lib/custody/tools.ts'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { ok } from '#lib/system/result.ts'
import { aProject, aSession } from '../e2e/kit/rows.ts'
import { aRecording, scriptedPlatform } from '../e2e/kit/scripted-platform.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { testEnv } from '../e2e/kit/test-env.ts'
import { report } from './report.ts'
import { withDatabase } from './with-database.ts'

const MEBIBYTE = 1024 * 1024
const SIZE = 512 * MEBIBYTE
const TIMES = 5
const BUDGET = 0.8

const folder = await mkdtemp(join(tmpdir(), 'gavel-bench-custody-'))
const server = await serve(join(folder, 'platform.mp4'))
const ask = createOutgoing({ networks: null, origins: [server.origin] })
try {
  await withDatabase(measure)
} finally {
  server.process.kill()
  await rm(folder, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  testEnv()
  const database = await createTestDatabase()
  const db = openDatabase(database.url)
  const raw: number[] = []
  const fetched: number[] = []
  const compared: number[] = []
  // In turns: what else the machine does meets both alike.
  for (let turn = 0; turn < TIMES; turn++) {
    raw.push(await rawCopy(join(folder, 'raw.mp4')))
    const { written, whole } = await fetchOnce(db, join(folder, 'recordings'))
    fetched.push(written)
    compared.push(whole - written)
  }
  await db.$disconnect()
  await database.drop()
  // Whatever disturbs them only makes them slower: the fastest of each is compared.
  const ratio = Math.min(...raw) / Math.min(...fetched)
  console.error(
    `512 MiB, raw ${speeds(raw)}; fetched ${speeds(fetched)}; read back ${speeds(compared)} MiB/s`,
  )
  report(
    'fetching a recording, of the speed of a raw copy',
    percent(ratio),
    `>= ${percent(BUDGET)}`,
    ratio >= BUDGET,
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function speeds(times: readonly number[]): string {
  return times.map((seconds) => Math.round(SIZE / MEBIBYTE / seconds)).join(', ')
}

/** Seconds until all of it is on the disk. */
async function rawCopy(to: string): Promise<number> {
  const from = performance.now()
  const answer = await ask(new URL('/file', server.origin), { signal: AbortSignal.timeout(120_000) })
  if (!answer.body) throw new Error('The file server sent nothing')
  const file = await open(to, 'w')
  for await (const chunk of answer.body) await file.write(chunk)
  await file.sync()
  await file.close()
  const seconds = (performance.now() - from) / 1_000
  await rm(to)
  return seconds
}

/** Seconds until all of it is on the disk under its name, and until it was read back and is ours. */
async function fetchOnce(db: Database, root: string): Promise<{ written: number; whole: number }> {
  await db.custody.updateMany({ data: { nextAt: null } })
  await anAvailableRecording(db)
  const at = new Map<Moment, number>()
  const from = performance.now()
  await runCustody(toolsOf(db, root, (moment) => at.set(moment, (performance.now() - from) / 1_000)))
  await rm(root, { recursive: true })
  const written = at.get('finished')
  const whole = at.get('whole-noted')
  if (written === undefined || whole === undefined) throw new Error('The recording was not fetched')
  return { written, whole }
}

async function anAvailableRecording(db: Database): Promise<void> {
  const { id: projectId } = await aProject(db)
  await db.project.update({ where: { id: projectId }, data: { apiUrl: server.origin } })
  const { id: sessionId } = await aSession(db, projectId)
  const stoppedAt = new Date()
  await db.archive.create({
    data: { projectId, sessionId, platformId: newId(), state: 'available', stoppedAt },
  })
}

function toolsOf(db: Database, root: string, told: (moment: Moment) => void): Tools {
  const disk = createDiskDriver(root)
  return {
    db,
    platformFor: async () => ({
      ...scriptedPlatform(() => ({ connections: [], streams: [] })),
      getArchive: async (id) =>
        ok(aRecording(id, { status: 'available', url: `${server.origin}/file`, size: SIZE })),
      deleteArchive: async () => ok(null),
    }),
    driverFor: async () => ok(disk),
    ask,
    reached: async (moment) => told(moment),
  }
}

async function serve(path: string): Promise<{ origin: string; process: ChildProcess }> {
  const file = await open(path, 'w')
  const block = Buffer.alloc(8 * MEBIBYTE)
  for (let at = 0; at < SIZE; at += block.byteLength) {
    block.writeUInt32LE(at / block.byteLength, 0)
    await file.write(block)
  }
  await file.close()
  const child = fork(fileURLToPath(new URL('./file-server.ts', import.meta.url)), [path])
  const [origin] = await once(child, 'message')
  return { origin: String(origin), process: child }
}
