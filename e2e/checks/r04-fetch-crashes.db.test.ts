import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDiskDriver } from '#lib/custody/disk-driver.ts'
import { findCopy } from '#lib/custody/open-copy.ts'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import {
  type ByteRange,
  PART_BYTES,
  type StorageDriver,
  type StorageFailure,
} from '#lib/custody/storage-driver.ts'
import type { Moment, Tools } from '#lib/custody/tools.ts'
import { verifyArchive } from '#lib/custody/verify-files.ts'
import { warnOfCopies } from '#lib/custody/warn-of-copies.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok } from '#lib/system/result.ts'
import { type PlatformWithFile, platformWithFile } from '../kit/platform-with-file.ts'
import { aProject, aSession } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/**
 * R4, the half of a copy: a recording is brought into our own storage, compared, and only then deleted from the platform
 * (what dies in between: r04-kill-9). R5: whoever does it twice, or two at once, changes nothing. R7: a storage that is full.
 */

/** Two whole parts and some. */
const FILE = randomBytes(2 * PART_BYTES + 1_000)

let server: TestDatabase
let db: Database
let root: string
let platform: PlatformWithFile
let archiveId: string
let projectId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

beforeEach(async () => {
  await db.custody.deleteMany()
  root = await mkdtemp(join(tmpdir(), 'gavel-custody-'))
  projectId = (await aProject(db)).id
  await db.project.update({ where: { id: projectId }, data: { apiUrl: 'http://127.0.0.1:1' } })
  const session = await aSession(db, projectId)
  const platformId = newId()
  platform = await platformWithFile(platformId, FILE)
  const origin = new URL((await archiveUrl(platform)) ?? '').origin
  await db.project.update({ where: { id: projectId }, data: { apiUrl: origin } })
  const stoppedAt = new Date(Date.now() - 60_000)
  const archive = await db.archive.create({
    data: { projectId, sessionId: session.id, platformId, state: 'available', stoppedAt },
  })
  archiveId = archive.id
  return async () => {
    await platform.stop()
    await rm(root, { recursive: true })
  }
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

async function archiveUrl({ client }: PlatformWithFile): Promise<string | null> {
  const found = await client().getArchive('any' as never)
  return found.ok ? found.value.url : null
}

function tools(given: Partial<Tools> & { disk?: StorageDriver } = {}): Tools {
  const { disk = createDiskDriver(root), ...rest } = given
  return {
    db,
    platformFor: async () => platform.client(),
    driverFor: async () => ok(disk),
    ask: platform.ask,
    reached: async () => {},
    ...rest,
  }
}

/** A dead server's lease runs out, and what was put off is due. */
async function later(): Promise<void> {
  await db.custody.updateMany({ data: { leasedUntil: new Date(0) } })
  await db.custody.updateMany({ where: { nextAt: { not: null } }, data: { nextAt: new Date(0) } })
}

async function untilQuiet(given: Tools): Promise<void> {
  for (let turns = 0; turns < 20 && (await runCustody(given)); turns++) await later()
}

const custody = () => db.custody.findUniqueOrThrow({ where: { archiveId } })
const file = () => db.storedFile.findFirstOrThrow({ where: { archiveId, state: { not: 'deleted' } } })
const onDisk = async () => readFile(join(root, (await file()).name))
const alerts = async () =>
  (await db.alert.findMany({ where: { archiveId, resolvedAt: null } })).map(
    ({ kind, level }) => `${kind} ${level}`,
  )

async function expectSafe(): Promise<void> {
  expect(await custody()).toMatchObject({ step: 'kept', failure: null, nextAt: null, copyUntil: null })
  const kept = await file()
  expect(kept).toMatchObject({ state: 'whole', size: BigInt(FILE.length), contentType: 'video/mp4' })
  expect(Buffer.from(kept.sha256 ?? '')).toEqual(createHash('sha256').update(FILE).digest())
  expect(Buffer.compare(await onDisk(), FILE)).toBe(0)
  expect(platform.deleted).toBe(1)
}

test('a recording is fetched, compared, released, and nothing is left to do', async () => {
  await untilQuiet(tools())
  await expectSafe()
  const said = await db.auditEntry.findMany({
    where: { subject: `archive:${archiveId}` },
    orderBy: { seq: 'asc' },
  })
  expect(said.map(({ action }) => action)).toEqual(['archive.fetched', 'archive.released'])
})

test('while the line breaks again and again, it comes all the same', async () => {
  platform.breaksAfter = PART_BYTES + 5
  await untilQuiet(tools())
  await expectSafe()
})

test('two servers at once make one copy', async () => {
  await Promise.all([untilQuiet(tools()), untilQuiet(tools())])
  await untilQuiet(tools())
  await expectSafe()
  expect(await db.storedFile.count({ where: { archiveId } })).toBe(1)
})

test('a server that was thought dead changes nothing when it comes back', async () => {
  const slow = tools({
    reached: async (moment) => {
      if (moment !== 'compared') return
      await later()
      await untilQuiet(tools())
    },
  })
  expect(await runCustody(slow)).toBe(true)
  await expectSafe()
})

test('a copy that does not read back as it came is made anew, and the original stays until then', async () => {
  let torn = true
  const reached = async (moment: Moment) => {
    if (moment !== 'finished' || !torn) return
    torn = false
    await writeFile(join(root, (await file()).name), Buffer.alloc(FILE.length))
    expect(platform.deleted).toBe(0)
  }
  await untilQuiet(tools({ reached }))
  await expectSafe()
})

describe('a storage', () => {
  const failing = (failure: StorageFailure): StorageDriver => ({
    ...createDiskDriver(root),
    write: async () => fail(failure),
  })

  test.each(['refused', 'unavailable', 'full'] as const)(
    'that answers "%s" loses nothing',
    async (failure) => {
      for (let turn = 0; turn < 5; turn++) {
        await runCustody(tools({ disk: failing(failure) }))
        await later()
      }
      expect(await custody()).toMatchObject({ step: 'fetching', failure })
      expect(platform.deleted).toBe(0)
      expect(await alerts()).toEqual(['storageTrouble notice'])
      await untilQuiet(tools())
      await expectSafe()
      expect(await alerts()).toEqual([])
    },
  )
})

describe('the platform', () => {
  test('that has lost it before it was fetched leaves it lost, and says so urgently', async () => {
    platform.deleted = 1
    await untilQuiet(tools())
    expect(await custody()).toMatchObject({ step: 'lost', nextAt: null })
    expect(await alerts()).toEqual(['copyGone urgent'])
  })

  test('that has an empty file is asked a few times, then it is said and left alone: nothing is kept, nothing released', async () => {
    platform.bytes = Buffer.alloc(0)
    await runCustody(tools())
    expect(await custody()).toMatchObject({ step: 'fetching', failure: 'empty' })
    expect(await alerts()).toEqual([])
    await later()
    await untilQuiet(tools())
    expect(await custody()).toMatchObject({ step: 'lost', failure: 'empty', nextAt: null, attempts: 3 })
    expect(await alerts()).toEqual(['copyEmpty urgent'])
    expect(await db.storedFile.count({ where: { archiveId } })).toBe(0)
    expect(platform.deleted).toBe(0)
  })

  test('whose file is empty for a moment only, or that says it is not, is asked on', async () => {
    platform.bytes = Buffer.alloc(0)
    platform.size = FILE.length
    for (let turn = 0; turn < 5; turn++) {
      await runCustody(tools())
      await later()
    }
    expect(await custody()).toMatchObject({ step: 'fetching', failure: 'platform-storage' })
    platform.size = null
    await runCustody(tools())
    expect(await custody()).toMatchObject({ step: 'fetching', failure: 'empty' })
    platform.bytes = FILE
    await later()
    await untilQuiet(tools())
    await expectSafe()
  })

  test('that will delete it soon is warned of, once a day before and once more six hours before', async () => {
    await db.$executeRaw`UPDATE "Custody" SET "copyUntil" = now() + interval '25 hours'`
    expect(await warnOfCopies(db)).toBe(0)
    await db.$executeRaw`UPDATE "Custody" SET "copyUntil" = now() + interval '23 hours'`
    await warnOfCopies(db)
    await warnOfCopies(db)
    expect(await alerts()).toEqual(['copyExpiring notice'])
    await db.$executeRaw`UPDATE "Custody" SET "copyUntil" = now() + interval '5 hours'`
    await warnOfCopies(db)
    expect(await alerts()).toEqual(['copyExpiring urgent'])
    await untilQuiet(tools())
    expect(await alerts()).toEqual([])
  })
})

describe('a kept file', () => {
  beforeEach(() => untilQuiet(tools()))

  test('that was changed alarms, and is well again when it is put back', async () => {
    const path = join(root, (await file()).name)
    await writeFile(path, Buffer.concat([FILE.subarray(0, -1), Buffer.from([(FILE.at(-1) ?? 0) ^ 1])]))
    expect(await verifyArchive(tools(), archiveId)).toEqual(['changed'])
    expect(await alerts()).toEqual(['fileChanged urgent'])
    await writeFile(path, FILE)
    expect(await verifyArchive(tools(), archiveId)).toEqual(['whole'])
    expect(await alerts()).toEqual([])
  })

  test('is what is read from then on, whole and in part', async () => {
    const copy = await findCopy(db, archiveId, tools())
    if (!copy.ok) throw new Error(copy.failure)
    const read = async (range: ByteRange | null) => {
      const opened = await copy.value.open(range, new AbortController().signal)
      if (!opened.ok) throw new Error(opened.failure)
      return Buffer.from(await new Response(opened.value).arrayBuffer())
    }
    expect(copy.value).toMatchObject({ size: FILE.length, contentType: 'video/mp4' })
    expect((await read(null)).equals(FILE)).toBe(true)
    expect((await read({ from: 5, to: 9 })).equals(FILE.subarray(5, 10))).toBe(true)
  })

  test('is removed once, however often that is asked, and is not fetched again', async () => {
    const disk = async () => ok(createDiskDriver(root))
    const path = join(root, (await file()).name)
    expect(await removeCopies(db, archiveId, disk)).toEqual({ ok: true, value: null })
    expect(await removeCopies(db, archiveId, disk)).toEqual({ ok: true, value: null })
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    await later()
    expect(await runCustody(tools())).toBe(false)
    expect(await custody()).toMatchObject({ step: 'deleted' })
  })

  test('that is missing alarms, anew each time', async () => {
    const path = join(root, (await file()).name)
    await rm(path)
    expect(await verifyArchive(tools(), archiveId)).toEqual(['missing'])
    await writeFile(path, FILE)
    await verifyArchive(tools(), archiveId)
    await rm(path)
    await verifyArchive(tools(), archiveId)
    expect(await alerts()).toEqual(['fileMissing urgent'])
    expect(await db.alert.count({ where: { archiveId } })).toBe(2)
  })
})
