import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type CustodyScene, custodyScene } from '../../e2e/kit/custody-scene.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { verifyFilesCommand } from './file-commands.ts'

const FILE = randomBytes(10_000)

let server: TestDatabase
let db: Database
let scene: CustodyScene

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  scene = await custodyScene(db, FILE)
  await scene.untilQuiet()
})
afterAll(async () => {
  await scene.end()
  await db.$disconnect()
  await server.drop()
})

const verify = (archive?: string) => verifyFilesCommand(db, scene.tools(), { archive })

test('files that are what they were are counted, and that somebody looked is on the record', async () => {
  expect(await verify()).toEqual({
    ok: true,
    lines: ['1 files were read: each is what it was.'],
    value: { ok: true, files: 1, whole: 1, missing: 0, changed: 0, unknown: 0 },
  })
  const entry = await db.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
  expect(entry).toMatchObject({ action: 'archive.verify', details: { by: 'command line', whole: 1 } })
})

test('a file that was changed by hand is named, the command fails, and the console alarms', async () => {
  const [path = ''] = await scene.onDisk()
  await writeFile(path, randomBytes(FILE.length))
  const said = await verify(scene.archiveId)
  expect(said).toMatchObject({ ok: false, value: { files: 1, changed: 1 } })
  expect(said.lines[0]).toBe(`${scene.archiveId}: its file is not what it was.`)
  expect(await db.alert.count({ where: { kind: 'fileChanged', resolvedAt: null } })).toBe(1)
  await writeFile(path, FILE)
  expect(await verify()).toMatchObject({ ok: true })
  expect(await db.alert.count({ where: { kind: 'fileChanged', resolvedAt: null } })).toBe(0)
})

test('what is no recording is refused in words', async () => {
  expect(await verify('../../etc')).toMatchObject({ ok: false })
  expect(await verify(newId())).toMatchObject({ ok: false })
})
