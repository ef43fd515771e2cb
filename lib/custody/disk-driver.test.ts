import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskDriver } from './disk-driver.ts'
import { PART_BYTES, type StorageDriver } from './storage-driver.ts'

const NAME = '01a225c8-0d6f-761d-a21a-0ddebee7a75a/01a225c8-0d6f-761d-a21a-067bbc5698f7.mp4'
const FILE = { contentType: 'video/mp4', uploadId: null, have: 0 }

let root: string
let disk: StorageDriver

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gavel-disk-'))
  disk = createDiskDriver(join(root, 'recordings'))
})
afterEach(() => rm(root, { recursive: true }))

async function write(...parts: Uint8Array[]): Promise<void> {
  const opened = await disk.write(NAME, FILE)
  if (!opened.ok) throw new Error(opened.failure)
  for (const part of parts) expect((await opened.value.append(part)).ok).toBe(true)
  expect((await opened.value.finish()).ok).toBe(true)
}

async function read(from: number, to: number): Promise<string> {
  const opened = await disk.read(NAME, { from, to }, new AbortController().signal)
  if (!opened.ok) return opened.failure
  return new Response(opened.value).text()
}

test('what was written is there, whole and in part, and gone when removed', async () => {
  await write(Buffer.from('hello '), Buffer.from('world'))
  expect(await disk.stat(NAME)).toMatchObject({ ok: true, value: { size: 11 } })
  expect(await read(4, 7)).toBe('o wo')
  expect(await disk.remove(NAME)).toEqual({ ok: true, value: 'removed' })
  expect(await disk.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
  expect(await disk.remove(NAME)).toEqual({ ok: true, value: 'not-there' })
})

test('nobody reads a file that is not finished', async () => {
  const opened = await disk.write(NAME, FILE)
  if (opened.ok) await opened.value.append(Buffer.from('half'))
  expect(await disk.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
})

test('an interrupted file goes on behind its last whole part', async () => {
  const opened = await disk.write(NAME, FILE)
  if (!opened.ok) throw new Error(opened.failure)
  await opened.value.append(new Uint8Array(PART_BYTES).fill(1))
  await opened.value.append(Buffer.from('torn'))
  const again = await disk.write(NAME, { ...FILE, have: 2 * PART_BYTES })
  if (!again.ok) throw new Error(again.failure)
  expect(again.value.have).toBe(PART_BYTES)
  await again.value.append(Buffer.from('end'))
  await again.value.finish()
  expect(await disk.stat(NAME)).toMatchObject({ ok: true, value: { size: PART_BYTES + 3 } })
  expect(await read(PART_BYTES, PART_BYTES + 9)).toBe('end')
})

test('finished twice is as once', async () => {
  const opened = await disk.write(NAME, FILE)
  if (!opened.ok) throw new Error(opened.failure)
  await opened.value.append(Buffer.from('once'))
  expect(await opened.value.finish()).toEqual({ ok: true, value: null })
  expect(await opened.value.finish()).toEqual({ ok: true, value: null })
  expect(await read(0, 9)).toBe('once')
})
