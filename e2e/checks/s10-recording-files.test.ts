import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskDriver } from '#lib/custody/disk-driver.ts'
import { fileName } from '#lib/custody/file-name.ts'
import type { StorageDriver } from '#lib/custody/storage-driver.ts'

/** S10: a recording's file lies where its ids say, below the folder of recordings, and no link leads anywhere else. */
const PROJECT = '01a225c8-0d6f-761d-a21a-0ddebee7a75a'
const ARCHIVE = '01a225c8-0d6f-761d-a21a-067bbc5698f7'
const NAME = fileName(PROJECT, ARCHIVE, 'video/mp4')

let home: string
let root: string
let disk: StorageDriver

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gavel-s10-'))
  root = join(home, 'recordings')
  await mkdir(join(root, PROJECT), { recursive: true })
  await writeFile(join(home, 'secret.mp4'), 'secret')
  disk = createDiskDriver(root)
})
afterEach(() => rm(home, { recursive: true }))

const signal = () => new AbortController().signal
const FILE = { contentType: 'video/mp4', uploadId: null, have: 0 }

test.each([
  '../secret.mp4',
  '..%2fsecret.mp4',
  `${PROJECT}/../../secret.mp4`,
  `${PROJECT}/..\\..\\secret.mp4`,
  `${PROJECT}/${ARCHIVE}.mp4\0.txt`,
  `${PROJECT}/${ARCHIVE}.mp4/`,
  `/${PROJECT}/${ARCHIVE}.mp4`,
  `C:\\${ARCHIVE}.mp4`,
  'con',
  '',
  `${'a'.repeat(10_000)}/${ARCHIVE}.mp4`,
])('the name %j opens nothing', async (name) => {
  expect(await disk.read(name, null, signal())).toEqual({ ok: false, failure: 'refused' })
  expect(await disk.stat(name)).toEqual({ ok: false, failure: 'refused' })
  expect(await disk.write(name, FILE)).toEqual({ ok: false, failure: 'refused' })
  expect((await disk.remove(name)).ok).toBe(false)
  expect(await readdir(home)).toEqual(['recordings', 'secret.mp4'])
})

test.each(['../x', 'x', `${PROJECT}\0`, `${PROJECT}/..`])('no file is named after %j', (id) => {
  expect(() => fileName(id, ARCHIVE, 'video/mp4')).toThrow()
  expect(() => fileName(PROJECT, id, 'video/mp4')).toThrow()
})

test('a link in place of a file is not followed', async () => {
  await symlink(join(home, 'secret.mp4'), join(root, NAME))
  expect(await disk.read(NAME, null, signal())).toEqual({ ok: false, failure: 'refused' })
  await symlink(join(home, 'secret.mp4'), join(root, `${NAME}.part`))
  expect(await disk.write(NAME, FILE)).toEqual({ ok: false, failure: 'refused' })
})

test('a link in place of a folder is not followed', async () => {
  await rm(join(root, PROJECT), { recursive: true })
  await mkdir(join(home, 'elsewhere'))
  await writeFile(join(home, 'elsewhere', `${ARCHIVE}.mp4`), 'secret')
  await symlink(join(home, 'elsewhere'), join(root, PROJECT))
  expect(await disk.read(NAME, null, signal())).toEqual({ ok: false, failure: 'refused' })
  expect(await disk.write(NAME, FILE)).toEqual({ ok: false, failure: 'refused' })
  expect(await readdir(join(home, 'elsewhere'))).toEqual([`${ARCHIVE}.mp4`])
})

test('a folder in place of a file is no file', async () => {
  await mkdir(join(root, NAME))
  expect((await disk.read(NAME, null, signal())).ok).toBe(false)
})
