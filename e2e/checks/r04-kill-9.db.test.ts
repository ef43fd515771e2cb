import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import { PART_BYTES } from '#lib/custody/storage-driver.ts'
import { MOMENTS } from '#lib/custody/tools.ts'
import { askExport } from '#lib/retention/ask-export.ts'
import { expirePackages } from '#lib/retention/expire-packages.ts'
import { findKept } from '#lib/retention/find-kept.ts'
import { EXPORT_STEPS, makeOnePackage } from '#lib/retention/make-packages.ts'
import { packageFile } from '#lib/retention/package-file.ts'
import { DELETION_POINTS, runDeletions } from '#lib/retention/run-deletions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { laterFor } from '../kit/a-kept-recording.ts'
import { killedAt } from '../kit/killed-at.ts'
import { type RecordingOverHttp, recordingOverHttp } from '../kit/recording-over-http.ts'
import { anAccount, aSignedIn } from '../kit/rows.ts'
import { type StrictS3, startStrictS3 } from '../kit/strict-s3.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * R4, as it happens: a server is a process of its own, and the system kills it (SIGKILL) at each step of what it does with a
 * recording. Nothing of it tidies up. Another one goes on when the lease has run out, and it ends as if nobody had died.
 */
const LEASE_MS = { fetch: 120_000, delete: 180_000, export: 120_000 }

/** Each begins a program, and the machine may be busy. */
const PATIENT = { timeout: 60_000 }

let server: TestDatabase
let db: Database
let s3: StrictS3
let dataDir: string
let recording: RecordingOverHttp

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gavel-kill-'))
  testEnv({ GAVEL_DATA_DIR: dataDir })
  server = await createTestDatabase()
  db = openDatabase(server.url)
  s3 = await startStrictS3()
})

afterEach(() => recording.end())

afterAll(async () => {
  delete process.env.GAVEL_DATA_DIR // the next file has its own
  testEnv()
  await Promise.all([db.$disconnect(), s3.stop()])
  await server.drop()
  rmSync(dataDir, { recursive: true })
})

const subject = () => `archive:${recording.archiveId}`
const custody = () => db.custody.findUniqueOrThrow({ where: { archiveId: recording.archiveId } })
const fileRow = () => db.storedFile.findFirstOrThrow({ where: { archiveId: recording.archiveId } })

/** The dead server's lease holds others off, and no longer than it says. */
function expectLeased(until: Date | null, ms: number): void {
  const left = (until?.getTime() ?? 0) - Date.now()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(ms)
}

describe('killed while a recording is fetched', PATIENT, () => {
  /** A whole part and some. */
  const film = randomBytes(PART_BYTES + 1_000)

  const later = () =>
    db.custody.updateMany({
      where: { nextAt: { not: null } },
      data: { leasedUntil: new Date(0), nextAt: new Date(0) },
    })

  async function goOn(): Promise<void> {
    for (let turns = 0; turns < 20 && (await runCustody(recording.tools)); turns++) await later()
  }

  async function expectSafe(): Promise<void> {
    const done = { step: 'kept', failure: null, nextAt: null, leasedUntil: null, copyUntil: null }
    expect(await custody()).toMatchObject(done)
    const row = await fileRow()
    expect(row).toMatchObject({ state: 'whole', size: BigInt(film.length), have: BigInt(film.length) })
    expect(Buffer.from(row.sha256 ?? [])).toEqual(createHash('sha256').update(film).digest())
    expect((await recording.kept())?.equals(film)).toBe(true)
    expect(recording.platform.deleted).toBe(1)
    expect(await db.storedFile.count({ where: { archiveId: recording.archiveId } })).toBe(1)
    expect(await db.alert.count({ where: { archiveId: recording.archiveId } })).toBe(0)
    const said = await db.auditEntry.findMany({ where: { subject: subject() }, orderBy: { seq: 'asc' } })
    expect(said.map(({ action }) => action)).toEqual(['archive.fetched', 'archive.released'])
  }

  /** A bucket is another way until the file is finished there; what comes then is the same. */
  const places = [
    ...MOMENTS.map((moment) => [moment, 'the disk'] as const),
    ...MOMENTS.slice(0, MOMENTS.indexOf('compared')).map((moment) => [moment, 'a bucket'] as const),
  ]

  test.each(places)(
    'at "%s" on its way to %s: it is ours, whole, and released once',
    async (moment, place) => {
      recording = await recordingOverHttp(db, film, { dataDir, s3: place === 'a bucket' ? s3 : null })
      await killedAt('fetch', moment, server.url)
      const left = await custody()
      if (moment !== 'whole-noted') {
        expectLeased(left.leasedUntil, LEASE_MS.fetch)
        expect(await runCustody(recording.tools)).toBe(false)
      }
      // The original goes only when ours is whole, and that is written down.
      if (recording.platform.deleted > 0) expect([moment, left.step]).toEqual(['released', 'releasing'])
      const before = recording.platform.sent
      await later()
      await goOn()
      await expectSafe()
      // What was there already does not come again.
      if (MOMENTS.indexOf(moment) >= MOMENTS.indexOf('finished'))
        expect(recording.platform.sent - before).toBeLessThan(10)
      expect(s3.uploads()).toBe(0)
    },
  )
})

describe('killed while a recording is deleted', PATIENT, () => {
  const film = randomBytes(4_096)

  /** Agreed on by two, with a package of it and a finding that has a picture. */
  async function aDeletion(): Promise<void> {
    const { archiveId, projectId } = recording
    const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
    const who = { askedById: asked.id, answeredById: agreed.id }
    const due = { state: 'deleting' as const, nextAt: new Date(0) }
    await db.deletion.create({
      data: { archiveId, projectId, reason: 'Consent was withdrawn', ...who, ...due },
    })
    const words = { category: 'conduct' as const, severity: 'low' as const, text: 'Shouting' }
    const still = { create: { bytes: new Uint8Array(200) } }
    await db.finding.create({
      data: { archiveId, projectId, authorId: asked.id, fromMs: 10, ...words, still },
    })
  }

  const tools = () => ({ removeCopies, platform: recording.tools.platformFor })
  const removals = () =>
    s3.state.asked.filter((line) => line.startsWith('DELETE') && line.includes(recording.archiveId))

  async function expectDeleted(): Promise<void> {
    const { archiveId } = recording
    const done = await db.deletion.findFirstOrThrow({ where: { archiveId } })
    expect(done).toMatchObject({ state: 'done', nextAt: null, leasedUntil: null, failure: null })
    expect([done.storageDoneAt, done.platformDoneAt, done.doneAt]).not.toContain(null)
    const sha256 = createHash('sha256').update(film).digest('hex')
    expect(done.files).toMatchObject([
      { sha256, size: film.length, state: 'whole' },
      { where: 'platform' },
      { where: 'findings', size: 200, state: 'one picture' },
    ])
    expect(await recording.kept()).toBeNull()
    expect([removals().length, recording.platform.deletionsAsked]).toEqual([1, 1])
    expect(await fileRow()).toMatchObject({ state: 'deleted' })
    expect(await custody()).toMatchObject({ step: 'deleted', nextAt: null })
    const outcomes = { subject: subject(), action: 'archive.delete', phase: 'outcome' as const }
    expect(await db.auditEntry.findMany({ where: outcomes })).toMatchObject([
      { details: { outcome: 'done', files: done.files } },
    ])
    expect(await db.findingStill.count({ where: { finding: { archiveId } } })).toBe(0)
    expect(await db.finding.findMany({ where: { archiveId } })).toMatchObject([{ text: 'Shouting' }])
  }

  test.each(DELETION_POINTS)('at "%s": it is gone, by one deletion in each place', async (point) => {
    recording = await recordingOverHttp(db, film, { dataDir, s3 })
    await recording.keep()
    await aDeletion()
    await killedAt('delete', point, server.url)
    const left = await db.deletion.findFirstOrThrow({ where: { archiveId: recording.archiveId } })
    if (point !== 'finished') expectLeased(left.leasedUntil, LEASE_MS.delete)
    expect(await runDeletions(db, tools())).toBe(0)
    await laterFor(db)
    await runDeletions(db, tools())
    await expectDeleted()
  })
})

describe('killed while a package is made', PATIENT, () => {
  const film = randomBytes(300_000)
  let id: string

  async function ask(): Promise<void> {
    const { actor } = await aSignedIn(db, ['archive.export'], [recording.projectId])
    id = await db.$transaction(async (tx) => {
      const found = await findKept(tx, recording.archiveId)
      const asked = found && (await askExport(tx, actor, found, 'Court order 12/26'))
      if (!asked?.ok) throw new Error('It was not asked for')
      return asked.value.packageId
    })
  }

  const row = () => db.exportPackage.findUniqueOrThrow({ where: { id } })
  const later = () =>
    db.exportPackage.updateMany({
      where: { id, state: 'making' },
      data: { leasedUntil: new Date(0), nextAt: new Date(0) },
    })

  test.each(EXPORT_STEPS)('at "%s": there is one package, and it holds the file', async (step) => {
    recording = await recordingOverHttp(db, film, { dataDir, s3: null })
    await recording.keep()
    await ask()
    await killedAt('export', step, server.url)
    if (step !== 'ready') expectLeased((await row()).leasedUntil, LEASE_MS.export)
    expect(await makeOnePackage(db)).toBe(false)
    await later()
    await makeOnePackage(db)
    const bytes = readFileSync(packageFile(dataDir, id))
    const { state, size, sha256 } = await row()
    expect([state, Number(size)]).toEqual(['ready', bytes.length])
    expect(Buffer.from(sha256 ?? [])).toEqual(createHash('sha256').update(bytes).digest())
    const inside = unzipSync(new Uint8Array(bytes))[`${recording.archiveId}.mp4`]
    expect(Buffer.compare(inside ?? Buffer.alloc(0), film)).toBe(0)
    expect(await db.auditEntry.count({ where: { action: 'archive.export', requestId: id } })).toBe(1)
    await expirePackages(db)
    expect(readdirSync(join(dataDir, 'exports')).filter((name) => name.includes(id))).toEqual([`${id}.zip`])
  })
})
