/** Recordings that go into a project's own storage: what is told, what lies where, and what happens when it does not get there. */
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../conformance/eventually.ts'
import { ARCHIVE, type ArchiveScene, startArchiveScene, untilSent } from '../../testing/archive-scene.ts'
import { startAzureStorage } from '../../testing/azure-storage.ts'
import { readRecording } from '../../testing/read-recording.ts'
import { startS3Storage } from '../../testing/s3-storage.ts'

const STORAGE = `${ARCHIVE}/storage`
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1'

let scene: ArchiveScene
beforeEach(async () => {
  scene = await startArchiveScene()
})
afterEach(() => scene.close())

const s3 = (config: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: 's3',
  config: { bucket: 'recordings', accessKey: 'KEY', secretKey: 'SECRET', ...config },
  ...more,
})
const aStorage = async () => {
  const storage = await startS3Storage()
  onTestFinished(storage.close)
  return storage
}
const record = async (options: Record<string, unknown> = {}): Promise<string> => {
  const publisher = await scene.onAir()
  const { id } = (await scene.start(options)).archive
  await untilSent(publisher, 0.5)
  await scene.stop(id)
  scene.leave()
  return id
}

describe('S3', { timeout: 60_000 }, () => {
  test.each([
    { outputMode: 'composed', name: 'archive.webm', type: 'video/webm' },
    { outputMode: 'individual', name: 'archive.zip', type: 'application/zip' },
  ])('takes the file of a $outputMode archive, and none stays here', async ({ outputMode, name, type }) => {
    const { config, read, written } = await aStorage()
    expect(await scene.call('PUT', STORAGE, s3({ ...config, sse: 's3' }))).toMatchObject({
      status: 200,
      body: {},
    })
    const id = await record({ outputMode })
    const archive = await scene.until(id, 'uploaded')
    expect(archive).toMatchObject({ url: null, reason: 'user initiated' })

    const key = `${scene.project.apiKey}/${id}/${name}`
    const bytes = await read(key)
    expect(bytes.length).toBe(archive.size)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(archive.sha256sum)
    if (outputMode === 'composed') {
      expect((await readRecording(bytes)).map(({ kind }) => kind)).toContain('audio')
    }
    expect([...written]).toMatchObject([
      [
        `/${config.bucket}/${key}`,
        {
          'content-type': type,
          'x-amz-server-side-encryption': 'AES256',
          'x-amz-content-sha256': archive.sha256sum,
        },
      ],
    ])
    // What is known of it is written beside and moved into its place.
    await expect.poll(() => readdir(join(scene.folder, id))).toEqual(['archive.json'])
    await eventually(() => scene.told(id).some(({ status }) => status === 'uploaded') || 'not told')
    expect(scene.told(id).find(({ status }) => status === 'uploaded')).toMatchObject({
      url: null,
      size: bytes.length,
    })
    expect((await scene.call('DELETE', `${ARCHIVE}/${id}`)).status).toBe(204)
  })

  test('with a wrong secret takes nothing, and the recording stays here where it may', async () => {
    const { config, written } = await aStorage()
    await scene.call('PUT', STORAGE, s3({ ...config, secretKey: 'another' }, { fallback: 'opentok' }))
    const id = await record()
    const { url } = await scene.until(id, 'available')
    expect((await fetch(url)).status).toBe(200)
    expect(written.size).toBe(0)
    expect(scene.log.find((line) => line.includes('stays here'))).toContain('403')
  })
})

describe('Azure', { timeout: 60_000 }, () => {
  const azure = async (changes: Record<string, unknown> = {}) => {
    const { config, blobs, close } = await startAzureStorage()
    onTestFinished(close)
    const settings = { type: 'azure', config: { ...config, ...changes }, fallback: 'none' }
    expect((await scene.call('PUT', STORAGE, settings)).status).toBe(200)
    return blobs
  }

  test('takes the file as a blob', async () => {
    const blobs = await azure()
    const id = await record()
    const { sha256sum } = await scene.until(id, 'uploaded')
    const [[path, bytes = Buffer.of()] = [], ...others] = [...blobs]
    expect([path, others]).toEqual([`/evening/recordings/${scene.project.apiKey}/${id}/archive.webm`, []])
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256sum)
  })

  test('with a wrong key takes nothing', async () => {
    const blobs = await azure({ accountKey: 'b3RoZXI=' })
    await scene.until(await record(), 'failed')
    expect(blobs.size).toBe(0)
  })
})

describe('an upload that fails', { timeout: 60_000 }, () => {
  test('leaves no second copy where none may be', async () => {
    await scene.call('PUT', STORAGE, s3({ endpoint: NOWHERE }, { fallback: 'none' }))
    const id = await record()
    expect(await scene.until(id, 'failed')).toMatchObject({ reason: 'failure', url: null, size: 0 })
    // What is known of it is written beside and moved into its place.
    await expect.poll(() => readdir(join(scene.folder, id))).toEqual(['archive.json'])
  })

  test('is asked for as any other fault is', async () => {
    const { config } = await aStorage()
    await scene.call('PUT', STORAGE, s3(config))
    scene.sandbox().control.faults.add({ target: 'upload', answer: 'fail', times: 1 })
    await scene.until(await record(), 'available')
    await scene.until(await record(), 'uploaded')
  })

  test('leaves the recording here when nothing else was said', async () => {
    await scene.call('PUT', STORAGE, s3({ endpoint: NOWHERE }))
    expect((await scene.until(await record(), 'available')).url).toMatch(/^http/)
  })
})

describe('the setting', { timeout: 60_000 }, () => {
  test('outlives the sandbox, is readable to nobody else and can be taken away', async () => {
    await scene.call('PUT', STORAGE, s3({ endpoint: NOWHERE }, { fallback: 'none' }))
    expect((await stat(join(scene.folder, 'storage.json'))).mode & 0o077).toBe(0)
    await scene.restart()
    await scene.until(await record(), 'failed')
    expect((await scene.call('DELETE', STORAGE)).status).toBe(204)
    await scene.until(await record(), 'available')
  })

  test('is never told again: by no call, no log and no callback', async () => {
    await scene.call('PUT', STORAGE, s3({ endpoint: NOWHERE, secretKey: 'hush-hush', accessKey: 'WHOEVER' }))
    const id = await record()
    await scene.until(id, 'available')
    expect((await scene.call('GET', STORAGE)).status).toBe(400)
    const everything = JSON.stringify([
      (await scene.call('GET', ARCHIVE)).body,
      scene.log,
      scene.receiver.received,
      await (await fetch(`${scene.sandbox().apiUrl}/_sandbox/state`)).json(),
    ])
    expect(everything).toContain(id)
    expect(everything).not.toMatch(/hush-hush|WHOEVER/)
  })

  test.each([
    {},
    { type: 'ftp', config: {} },
    s3({ bucket: '' }),
    s3({ bucket: '../other' }),
    s3({ secretKey: undefined }),
    s3({ endpoint: 'file:///etc' }),
    s3({ sse: 'kms' }),
    s3({}, { fallback: 'somewhere' }),
    { type: 'azure', config: { accountName: 'evening', container: 'recordings' } },
    { type: 'azure', config: { accountName: 'a/b', accountKey: 'a2V5', container: 'recordings' } },
    { type: 'azure', config: { accountName: 'evening', accountKey: 'no base64!', container: 'recordings' } },
  ])('%j is malformed', async (body) => {
    expect((await scene.call('PUT', STORAGE, body)).status).toBe(400)
  })
})
