import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { carryOutOne, DELETION_STEPS } from '#lib/retention/carry-out.ts'
import type { DeletionPorts } from '#lib/retention/deletion-ports.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { fail, ok } from '#lib/system/result.ts'
import { lettingGoAt } from '../kit/letting-go.ts'
import { aRecording } from '../kit/recordings.ts'
import { aProject, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/**
 * R4, R5 and R7 for deletions: a server that stops at any step leaves a deletion that the next one ends rightly; each file goes
 * once; two servers are as one; and without its entry on the record nothing goes.
 */
let database: TestDatabase
let db: Database
let other: Database
let projectId: string
let archiveId: string
let deletionId: string
/** What is outside: a store and a platform, and what was done to them. */
let outside: { copy: boolean; remote: boolean; removals: number; platformDeletes: number }

class Died extends Error {}

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  other = openDatabase(database.url)
}, 60_000)

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await database.drop()
})

beforeEach(async () => {
  await db.$executeRaw`UPDATE "Deletion" SET "nextAt" = NULL WHERE "state" = 'deleting'`
  projectId = (await aProject(db)).id
  const amara = await aSignedIn(db, ['archive.delete'], [projectId])
  const lena = await aSignedIn(db, ['archive.consent'], [projectId])
  archiveId = (await aRecording(db, projectId)).id
  outside = { copy: true, remote: true, removals: 0, platformDeletes: 0 }
  const asked = await lettingGoAt(db).ask(amara, archiveId)
  if (typeof asked === 'string') throw new Error(asked)
  deletionId = asked.deletionId
  await lettingGoAt(db).approve(lena, deletionId)
})

/** Ports to that world; the server dies at a step, if one is given. */
function ports(diesAt?: string, at = db): DeletionPorts {
  return {
    at: async (step) => {
      if (step === diesAt) throw new Died(step)
    },
    removePackages: async () => undefined,
    removeCopies: async () => {
      if (outside.copy) outside.removals++
      outside.copy = false
      await at.storedFile.updateMany({
        where: { archiveId, state: { not: 'deleted' } },
        data: { state: 'deleted', deletedAt: new Date() },
      })
      return ok(null)
    },
    platformFile: async () => ok(outside.remote ? { size: 4_096 } : null),
    removeFromPlatform: async () => {
      if (outside.remote) outside.platformDeletes++
      outside.remote = false
      return ok(null)
    },
  }
}

const read = () => db.deletion.findUniqueOrThrow({ where: { id: deletionId } })
/** What was to be done later is due now, and whoever had it is dead. */
const later = () =>
  db.$executeRaw`
    UPDATE "Deletion" SET "leasedUntil" = NULL, "nextAt" = now() WHERE "id" = ${deletionId}::uuid AND "state" = 'deleting'`
const entries = () =>
  db.auditEntry.findMany({
    where: { subject: `archive:${archiveId}`, action: { startsWith: 'deletion.' } },
    orderBy: { seq: 'asc' },
  })

async function expectGone(): Promise<void> {
  expect(outside).toEqual({ copy: false, remote: false, removals: 1, platformDeletes: 1 })
  expect(await read()).toMatchObject({
    state: 'done',
    failure: null,
    files: [
      { digest: '07'.repeat(32), size: 4_096, where: 'disk' },
      { digest: null, size: 4_096, where: 'platform' },
    ],
  })
  expect((await entries()).map(({ action }) => action)).toEqual(['deletion.begin', 'deletion.done'])
  expect(await db.custody.findUniqueOrThrow({ where: { archiveId } })).toMatchObject({ step: 'deleted' })
}

describe('a server that stops', () => {
  test.each(DELETION_STEPS)('at “%s” leaves what the next one ends rightly', async (step) => {
    await expect(carryOutOne(db, ports(step))).rejects.toThrow(Died)
    const stopped = await read()
    // Never said to be gone while it is there, and never gone without a word of what it was.
    if (stopped.state === 'done') expect(outside).toMatchObject({ copy: false, remote: false })
    if (!outside.copy || !outside.remote) expect(stopped.files).toHaveLength(2)
    if (stopped.state === 'deleting') expect(await carryOutOne(other, ports())).toBe(false) // its lease still runs
    await later()
    await carryOutOne(other, ports(undefined, other))
    await expectGone()
  })

  test('again and again, at one step after the other, ends as if it had not', async () => {
    for (const step of DELETION_STEPS.slice(0, -1)) {
      await expect(carryOutOne(db, ports(step))).rejects.toThrow(Died)
      await later()
    }
    await carryOutOne(db, ports())
    await expectGone()
  })
})

describe('twice is as once', () => {
  test('when two servers come at the same moment, and a third afterwards', async () => {
    const came = await Promise.all([carryOutOne(db, ports()), carryOutOne(other, ports(undefined, other))])
    expect(came.filter(Boolean)).toHaveLength(1)
    expect(await carryOutOne(db, ports())).toBe(false)
    await expectGone()
  })

  test('when a server that was taken for dead goes on beside the next', async () => {
    let go = () => {}
    const waits = new Promise<void>((resolve) => {
      go = resolve
    })
    const slow = { ...ports(), at: async (step: string) => (step === 'copies-marked' ? waits : undefined) }
    const late = carryOutOne(db, slow)
    await expect.poll(async () => (await read()).storageDoneAt).not.toBeNull()
    await later()
    await carryOutOne(other, ports(undefined, other))
    go()
    await late
    await expectGone()
  })
})

describe('what does not go through', () => {
  test('is tried again later, alarms once after some attempts, and the alarm ends with it', async () => {
    const broken = { ...ports(), removeCopies: async () => fail('unavailable') }
    for (let n = 0; n < 7; n++) {
      await carryOutOne(db, broken)
      expect(await carryOutOne(db, broken)).toBe(false)
      await later()
    }
    expect(await read()).toMatchObject({ state: 'deleting', failure: 'storage-unavailable', attempts: 7 })
    const alerts = () => db.alert.findMany({ where: { archiveId } })
    expect(await alerts()).toMatchObject([{ kind: 'deletionStuck', level: 'urgent', resolvedAt: null }])
    expect(outside).toMatchObject({ removals: 0, platformDeletes: 0 })
    await carryOutOne(db, ports())
    await expectGone()
    expect(await alerts()).toMatchObject([{ resolvedAt: expect.any(Date) }])
  })

  test('for want of its entry on the record does not begin: nothing goes out', async () => {
    await db.$executeRaw`ALTER TABLE "AuditEntry" ADD CONSTRAINT "full" CHECK ("action" NOT LIKE 'deletion.%') NOT VALID`
    try {
      await expect(carryOutOne(db, ports())).rejects.toThrow()
      expect(outside).toEqual({ copy: true, remote: true, removals: 0, platformDeletes: 0 })
      expect(await read()).toMatchObject({ state: 'deleting', files: [] })
    } finally {
      await db.$executeRaw`ALTER TABLE "AuditEntry" DROP CONSTRAINT "full"`
    }
    await later()
    await carryOutOne(db, ports())
    await expectGone()
  })

  test('while somebody still works on the file waits for them', async () => {
    await db.$executeRaw`
      UPDATE "Custody" SET "leasedUntil" = now() + interval '1 minute' WHERE "archiveId" = ${archiveId}::uuid`
    expect(await carryOutOne(db, ports())).toBe(false)
    await db.custody.update({ where: { archiveId }, data: { leasedUntil: null } })
    expect(await carryOutOne(db, ports())).toBe(true)
    await expectGone()
  })
})

test('the record of a deletion outlives the file, and nobody changes it', async () => {
  await carryOutOne(db, ports())
  await expect(db.deletion.delete({ where: { id: deletionId } })).rejects.toThrow(/cannot be changed/)
  await expect(
    db.deletion.update({ where: { id: deletionId }, data: { reason: 'another' } }),
  ).rejects.toThrow(/cannot be changed/)
})
