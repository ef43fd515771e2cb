import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { type CustodyScene, custodyScene } from '../../e2e/kit/custody-scene.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { createDiskDriver } from './disk-driver.ts'
import { removeCopies } from './remove-copies.ts'
import { runCustody } from './run-custody.ts'
import { PART_BYTES } from './storage-driver.ts'
import { MOMENTS, type Moment } from './tools.ts'

const FILE = randomBytes(PART_BYTES + 1_000)

let server: TestDatabase
let db: Database
let scene: CustodyScene

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})
beforeEach(async () => {
  await db.custody.deleteMany()
  scene = await custodyScene(db, FILE)
  return () => scene.end()
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const remove = () => removeCopies(db, scene.archiveId, scene.tools().driverFor)
const custody = () => db.custody.findUniqueOrThrow({ where: { archiveId: scene.archiveId } })

/** Once, when the work gets there. */
const when = (moment: Moment, work: () => Promise<unknown>) => {
  let done = false
  return async (at: Moment) => {
    if (at !== moment || done) return
    done = true
    await work()
  }
}

test('every copy goes, and doing it twice is as once', async () => {
  await scene.untilQuiet()
  expect(await scene.onDisk()).toHaveLength(1)
  expect(await remove()).toEqual(ok(null))
  expect(await remove()).toEqual(ok(null))
  expect(await scene.onDisk()).toEqual([])
  expect(
    await db.storedFile.findMany({ select: { state: true }, where: { archiveId: scene.archiveId } }),
  ).toEqual([{ state: 'deleted' }])
})

describe('while a recording is being fetched', () => {
  test.each(MOMENTS.filter((moment) => moment !== 'whole-noted' && moment !== 'released'))(
    'at "%s", nothing is called removed before the one who fetches has let go, and nothing comes after it',
    async (moment) => {
      const during: unknown[] = []
      await runCustody(scene.tools({ reached: when(moment, async () => during.push(await remove())) }))
      expect(during).toEqual([{ ok: false, failure: 'unavailable' }])
      expect(await remove()).toEqual(ok(null))
      expect(await scene.onDisk()).toEqual([])
      expect(await custody()).toMatchObject({ step: 'deleted', nextAt: null, leasedUntil: null })
      expect(scene.platform.deleted).toBe(0) // that copy is the deletion's own business
    },
  )

  test('a server that died over it is waited for no longer than its lease', async () => {
    const dead = scene.tools({ reached: when('part-noted', () => Promise.reject(new Error('dead'))) })
    await expect(runCustody(dead)).rejects.toThrow('dead')
    expect(await remove()).toEqual({ ok: false, failure: 'unavailable' })
    await scene.later()
    expect(await remove()).toEqual(ok(null))
    expect(await scene.onDisk()).toEqual([])
  })
})

describe('before the platform is told to delete its copy', () => {
  const halfWay = () => runCustody(scene.tools())
  const file = () => db.storedFile.findFirstOrThrow({ where: { archiveId: scene.archiveId } })

  test.each([
    ['is gone', (name: string) => createDiskDriver(scene.root).remove(name)],
    ['is shorter', (name: string) => writeFile(join(scene.root, name), FILE.subarray(1))],
  ])('ours that %s is fetched again', async (_how, spoil) => {
    await halfWay()
    expect(await custody()).toMatchObject({ step: 'releasing' })
    await spoil((await file()).name)
    await halfWay()
    expect(scene.platform.deleted).toBe(0)
    expect(await custody()).toMatchObject({ step: 'fetching' })
    await scene.later()
    await scene.untilQuiet()
    expect(await custody()).toMatchObject({ step: 'kept' })
    expect(await file()).toMatchObject({ state: 'whole' })
    expect(scene.platform.deleted).toBe(1)
  })
})
