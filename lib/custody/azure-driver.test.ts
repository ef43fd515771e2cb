import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import { type StrictAzure, startStrictAzure } from '../../e2e/kit/strict-azure.ts'
import { STORAGE_LIMITS } from './ask-storage.ts'
import { createAzureDriver } from './azure-driver.ts'
import { PART_BYTES, type StorageDriver } from './storage-driver.ts'

const NAME = '019ac000-0000-7000-8000-000000000001/019ac000-0000-7000-8000-000000000002.mp4'
const PARTS = [randomBytes(PART_BYTES), randomBytes(PART_BYTES), randomBytes(70_000)]
const WHOLE = Buffer.concat(PARTS)
const way = {
  ask: createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] }),
  limits: STORAGE_LIMITS,
}
const impatient = { ...way, limits: { answerMs: 300, partMs: 300, stallMs: 300 } }
const never = new AbortController().signal

async function begin(driver: StorageDriver, have = 0) {
  const writer = await driver.write(NAME, { contentType: 'video/mp4', uploadId: null, have })
  if (!writer.ok) throw new Error(writer.failure)
  return writer.value
}

async function readAll(driver: StorageDriver, range: { from: number; to: number } | null = null) {
  const read = await driver.read(NAME, range, never)
  if (!read.ok) throw new Error(read.failure)
  return buffer(read.value)
}

describe('a container of Azure Blob storage, by a strict double', () => {
  let azure: StrictAzure
  let driver: StorageDriver
  beforeAll(async () => {
    azure = await startStrictAzure()
    driver = createAzureDriver(azure.settings, way)
  })
  afterEach(async () => {
    azure.state.fault = null
    await driver.remove(NAME)
    expect([azure.names(), azure.waiting()]).toEqual([[], 0])
  })
  afterAll(() => azure.stop())

  test('a file is written in blocks, read whole and in part, and removed', async () => {
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'not-there' })
    const writer = await begin(driver)
    for (const part of PARTS) expect(await writer.append(part)).toEqual({ ok: true, value: null })
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
    expect(await writer.finish()).toEqual({ ok: true, value: null })
    expect(await writer.finish()).toEqual({ ok: true, value: null })
    expect(await driver.stat(NAME)).toMatchObject({ value: { size: WHOLE.length, encryption: 'AES256' } })
    expect((await readAll(driver)).equals(WHOLE)).toBe(true)
    const range = { from: PART_BYTES - 3, to: PART_BYTES + 4 }
    expect((await readAll(driver, range)).equals(WHOLE.subarray(range.from, range.to + 1))).toBe(true)
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
    expect(await driver.read(NAME, null, never)).toEqual({ ok: false, failure: 'not-found' })
  })

  test.each([0, 1, 2, 3])('a server that dies behind block %i goes on there', async (done) => {
    const first = await begin(driver)
    for (const part of PARTS.slice(0, done)) await first.append(part)
    const have = PARTS.slice(0, done).reduce((sum, part) => sum + part.length, 0)
    const second = await begin(driver, have)
    expect(second.have).toBe(have)
    for (const part of PARTS.slice(done)) await second.append(part)
    expect(await second.finish()).toEqual({ ok: true, value: null })
    expect((await readAll(driver)).equals(WHOLE)).toBe(true)
  })

  test('what was begun and never finished is removed with it', async () => {
    const writer = await begin(driver)
    await writer.append(WHOLE.subarray(0, PART_BYTES))
    expect(azure.waiting()).toBe(1)
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
  })

  test.each([
    ['403', { status: 403 }, 'refused'],
    ['404', { status: 404 }, 'not-found'],
    ['500', { status: 500 }, 'unavailable'],
    ['507', { status: 507 }, 'full'],
    ['nothing in time', 'slow', 'unavailable'],
    ['a cut line', 'cut', 'unavailable'],
  ] as const)('an answer of %s is told as what it is', async (_what, answer, failure) => {
    const hasty = createAzureDriver(azure.settings, answer === 'slow' ? impatient : way)
    const writer = await begin(hasty)
    azure.state.fault = () => answer
    const expected = { ok: false, failure }
    expect(await hasty.stat(NAME)).toEqual(expected)
    expect(await hasty.read(NAME, null, never)).toEqual(expected)
    expect(await writer.append(WHOLE.subarray(0, 10))).toEqual(expected)
    expect(await writer.finish()).toEqual(expected)
    if (failure !== 'not-found') expect(await hasty.remove(NAME)).toEqual(expected)
  })

  test('a wrong key is refused', async () => {
    const secret = Buffer.from('another evening').toString('base64')
    const wrong = createAzureDriver({ ...azure.settings, secret }, way)
    expect(await wrong.stat(NAME)).toEqual({ ok: false, failure: 'refused' })
  })
})
