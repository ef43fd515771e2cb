import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import { type ObjectStorage, startObjectStorage } from '../../e2e/kit/object-storage.ts'
import { type StrictS3, startStrictS3 } from '../../e2e/kit/strict-s3.ts'
import { STORAGE_LIMITS } from './ask-storage.ts'
import { createS3Driver } from './s3-driver.ts'
import { PART_BYTES, type StorageDriver } from './storage-driver.ts'

const NAME = '019ac000-0000-7000-8000-000000000001/019ac000-0000-7000-8000-000000000002.mp4'
const PARTS = [randomBytes(PART_BYTES), randomBytes(PART_BYTES), randomBytes(PART_BYTES), randomBytes(70_000)]
const WHOLE = Buffer.concat(PARTS)
const way = {
  ask: createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] }),
  limits: STORAGE_LIMITS,
}
/** For what never answers. */
const impatient = { ...way, limits: { answerMs: 300, partMs: 300, stallMs: 300 } }
const file = { contentType: 'video/mp4', uploadId: null, have: 0 }
const never = new AbortController().signal

async function begin(
  driver: StorageDriver,
  at = file as { contentType: string; uploadId: string | null; have: number },
) {
  const writer = await driver.write(NAME, at)
  if (!writer.ok) throw new Error(writer.failure)
  return writer.value
}

async function writeAll(driver: StorageDriver) {
  const writer = await begin(driver)
  for (const part of PARTS) expect(await writer.append(part)).toEqual({ ok: true, value: null })
  expect(await writer.finish()).toEqual({ ok: true, value: null })
}

async function readAll(driver: StorageDriver, range: { from: number; to: number } | null = null) {
  const read = await driver.read(NAME, range, never)
  if (!read.ok) throw new Error(read.failure)
  return buffer(read.value)
}

describe('against a real server (s3rver)', () => {
  let storage: ObjectStorage
  let driver: StorageDriver
  beforeAll(async () => {
    storage = await startObjectStorage()
    driver = createS3Driver(storage.settings, way)
  })
  afterAll(() => storage.stop())

  test('a file is written in parts, read whole and in part, and removed', async () => {
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'not-there' })
    await writeAll(driver)
    expect(await driver.stat(NAME)).toMatchObject({ ok: true, value: { size: WHOLE.length } })
    expect((await readAll(driver)).equals(WHOLE)).toBe(true)
    const range = { from: PART_BYTES - 3, to: PART_BYTES + 4 }
    expect((await readAll(driver, range)).equals(WHOLE.subarray(range.from, range.to + 1))).toBe(true)
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
    expect(await driver.read(NAME, null, never)).toEqual({ ok: false, failure: 'not-found' })
  })

  test('one that does not know what came of an upload gets the file anew', async () => {
    const first = await begin(driver)
    await first.append(WHOLE.subarray(0, PART_BYTES))
    const second = await begin(driver, { ...file, uploadId: first.uploadId, have: PART_BYTES })
    expect(second.have).toBe(0)
  })
})

describe('against a strict double', () => {
  let s3: StrictS3
  let driver: StorageDriver
  beforeAll(async () => {
    s3 = await startStrictS3()
    driver = createS3Driver(s3.settings, way)
  })
  beforeEach(() => {
    s3.state.fault = null
    s3.state.versioning = false
  })
  afterEach(async () => {
    s3.state.fault = null
    expect((await driver.remove(NAME)).ok).toBe(true)
    expect([s3.names(), s3.uploads()]).toEqual([[], 0])
  })
  afterAll(() => s3.stop())

  test('what it reports of encryption is told', async () => {
    await writeAll(driver)
    expect(await driver.stat(NAME)).toMatchObject({ value: { size: WHOLE.length, encryption: 'AES256' } })
    expect(s3.names()).toEqual([`gavel/${NAME}`])
  })

  test.each([0, 1, 2, 3, 4])('a server that dies behind part %i goes on there', async (done) => {
    const first = await begin(driver)
    for (const part of PARTS.slice(0, done)) await first.append(part)
    const have = PARTS.slice(0, done).reduce((sum, part) => sum + part.length, 0)
    const second = await begin(driver, { ...file, uploadId: first.uploadId, have })
    expect([second.uploadId, second.have]).toEqual([first.uploadId, have])
    for (const part of PARTS.slice(done)) await second.append(part)
    expect(await second.finish()).toEqual({ ok: true, value: null })
    expect((await readAll(driver)).equals(WHOLE)).toBe(true)
  })

  test('a part that was written and not written down is written once more', async () => {
    const first = await begin(driver)
    await first.append(PARTS[0] ?? WHOLE)
    await first.append(randomBytes(PART_BYTES))
    const second = await begin(driver, { ...file, uploadId: first.uploadId, have: PART_BYTES })
    expect(second.have).toBe(PART_BYTES)
    for (const part of PARTS.slice(1)) await second.append(part)
    await second.finish()
    expect((await readAll(driver)).equals(WHOLE)).toBe(true)
  })

  test('an upload that it has given up begins anew', async () => {
    const writer = await begin(driver, { ...file, uploadId: 'long-gone', have: PART_BYTES })
    expect([writer.have, writer.uploadId]).not.toEqual([PART_BYTES, 'long-gone'])
    expect(writer.have).toBe(0)
  })

  test('nobody reads it before it is finished, and finishing twice is as once', async () => {
    const writer = await begin(driver)
    for (const part of PARTS) await writer.append(part)
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
    expect(await writer.finish()).toEqual({ ok: true, value: null })
    expect(await writer.finish()).toEqual({ ok: true, value: null })
  })

  test('an end that begins well and ends badly is no end', async () => {
    const writer = await begin(driver)
    for (const part of PARTS) await writer.append(part)
    const body = '<Error><Code>InternalError</Code></Error>'
    s3.state.fault = ({ method }) => (method === 'POST' ? { status: 200, body } : null)
    expect(await writer.finish()).toEqual({ ok: false, failure: 'unavailable' })
  })

  test('where versions are kept, a removed file is gone in every one of them', async () => {
    s3.state.versioning = true
    await writeAll(driver)
    await writeAll(driver)
    expect(s3.versionsOf(`gavel/${NAME}`)).toHaveLength(2)
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
    expect(s3.versionsOf(`gavel/${NAME}`).length).toBe(0)
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'not-there' })
  })

  test('a file that somebody had hidden by a mark is gone too', async () => {
    s3.state.versioning = true
    await writeAll(driver)
    await fetchSigned(s3, 'DELETE')
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
    expect(s3.versionsOf(`gavel/${NAME}`).length).toBe(0)
  })

  test('what was begun and never finished is removed with it', async () => {
    const writer = await begin(driver)
    await writer.append(WHOLE.subarray(0, PART_BYTES))
    expect(await driver.remove(NAME)).toEqual({ ok: true, value: 'removed' })
    expect(s3.uploads()).toBe(0)
  })

  test.each([
    ['403', { status: 403 }, 'refused'],
    ['401', { status: 401 }, 'refused'],
    ['404', { status: 404 }, 'not-found'],
    ['500', { status: 500 }, 'unavailable'],
    ['503', { status: 503 }, 'unavailable'],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'unavailable'],
    ['507', { status: 507 }, 'full'],
    ['a quota', { status: 403, body: '<Error><Code>QuotaExceeded</Code></Error>' }, 'full'],
    ['nothing in time', 'slow', 'unavailable'],
    ['a cut line', 'cut', 'unavailable'],
  ] as const)('an answer of %s is told as what it is', async (_what, answer, failure) => {
    const driver = createS3Driver(s3.settings, answer === 'slow' ? impatient : way)
    const writer = await begin(driver)
    s3.state.fault = () => answer
    const expected = { ok: false, failure }
    expect(await driver.read(NAME, null, never)).toEqual(expected)
    expect(await driver.write(NAME, file)).toEqual(expected)
    expect(await writer.append(WHOLE.subarray(0, 10))).toEqual(expected)
    // Nothing has a body when it is asked for its size alone.
    if (failure !== 'full') expect(await driver.stat(NAME)).toEqual(expected)
    if (failure !== 'not-found' && failure !== 'full') expect(await driver.remove(NAME)).toEqual(expected)
  })

  test('a wrong secret is refused, and a kept connection that was closed is no failure', async () => {
    const wrong = createS3Driver({ ...s3.settings, secret: 'another evening' }, way)
    expect(await wrong.stat(NAME)).toEqual({ ok: false, failure: 'refused' })
    let cuts = 1
    s3.state.fault = () => (cuts-- > 0 ? 'cut' : null)
    expect(await driver.stat(NAME)).toEqual({ ok: false, failure: 'not-found' })
  })

  test('a file that stops coming breaks off', async () => {
    const { createServer } = await import('node:http')
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('a beginning')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const read = await createS3Driver({ ...s3.settings, endpoint }, impatient).read(NAME, null, never)
    if (!read.ok) throw new Error(read.failure)
    await expect(buffer(read.value)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    server.closeAllConnections()
    server.close()
  })
})

/** By hand, as somebody at the storage's own console does it. */
async function fetchSigned({ settings }: StrictS3, method: 'DELETE') {
  const { askS3 } = await import('#lib/platform/s3-request.ts')
  await askS3(settings, { method, path: `${settings.prefix}${NAME}` }, { ...way, signal: never, fresh: true })
}
