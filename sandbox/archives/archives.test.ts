import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts'
import { aSession, callRest } from '../testing/rest-client.ts'
import { testProject } from '../testing/test-project.ts'
import { startWirePublisher } from '../testing/wire-publisher.ts'

let project: ReturnType<typeof testProject>
let folder: string
let sandbox: Sandbox
let receiver: CallbackReceiver
const open: Array<() => unknown> = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archives-'))
  receiver = await startCallbackReceiver()
  project = testProject({ callbackUrl: receiver.url })
  sandbox = await startSandbox({ projects: [project], recordings: folder, ffmpeg: false })
})
afterEach(async () => {
  for (const close of open.splice(0)) await close()
  await sandbox.close()
  await receiver.close()
  await rm(folder, { recursive: true, force: true })
})

const ARCHIVE = '/v2/project/{P}/archive'
const call = (method: string, path: string, body?: unknown) => callRest(sandbox, method, path, { body })
type Seen = { id: string; status: string; url: string; size: number; sha256sum: string; duration: number }

/** Somebody who really sends. */
const someoneOnAir = async (): Promise<string> => {
  const sessionId = aSession(sandbox, 'routed')
  const publisher = await startWirePublisher({ sandbox, sessionId })
  open.push(publisher.close)
  return sessionId
}

const start = async (sessionId: string, more = {}) => {
  const { status, body } = await call('POST', ARCHIVE, { sessionId, ...more })
  return { status, archive: body as Seen }
}

const seen = async (id: string): Promise<Seen> => (await call('GET', `${ARCHIVE}/${id}`)).body as Seen

const recordedFor = async (ms: number): Promise<Seen> => {
  const { archive } = await start(await someoneOnAir())
  const until = performance.now() + ms
  await eventually(() => performance.now() > until || 'recording', ms + 5_000)
  expect(await call('POST', `${ARCHIVE}/${archive.id}/stop`, {})).toMatchObject({
    status: 200,
    body: { status: 'stopped' },
  })
  await eventually(
    async () => (await seen(archive.id)).status === 'available' || (await seen(archive.id)).status,
    15_000,
  )
  return seen(archive.id)
}

describe('a recording', () => {
  test('becomes a file that only its link opens, is listed, outlives the sandbox and can be deleted', async () => {
    const archive = await recordedFor(3_000)
    const file = await fetch(archive.url)
    expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, archive.size])
    expect((await fetch(archive.url.split('?')[0] ?? '')).status).toBe(403)
    expect(archive.sha256sum).toMatch(/^[0-9a-f]{64}$/)
    const told = receiver.received.map(({ body }) => body).filter(({ event }) => event === 'archive')
    expect(told.map(({ status, id, projectId }) => [status, id, projectId])).toEqual(
      ['started', 'stopped', 'available'].map((status) => [status, archive.id, Number(project.apiKey)]),
    )
    // Nothing of the single tracks is left.
    expect((await readdir(join(folder, archive.id))).sort()).toEqual(['archive.json', 'archive.webm'])

    await sandbox.close()
    sandbox = await startSandbox({ projects: [project], recordings: folder })
    expect((await call('GET', ARCHIVE)).body).toMatchObject({
      count: 1,
      items: [{ id: archive.id, status: 'available' }],
    })
    expect((await fetch((await seen(archive.id)).url)).status).toBe(200)
    expect(await call('DELETE', `${ARCHIVE}/${archive.id}`)).toMatchObject({ status: 204 })
    expect((await call('GET', ARCHIVE)).body).toMatchObject({ count: 0 })
    expect(await readdir(join(folder, archive.id))).toEqual(['archive.json'])
  }, 60_000)

  test('that ran when the sandbox ended is failed afterwards, not running for ever', async () => {
    const { archive } = await start(await someoneOnAir())
    for (const close of open.splice(0)) await close()
    await eventually(async () => (await readdir(folder)).length > 0 || 'nothing saved')
    await sandbox.close()
    sandbox = await startSandbox({ projects: [project], recordings: folder })
    expect(await seen(archive.id)).toMatchObject({ status: 'failed', reason: 'failure' })
  }, 60_000)
})

describe('starting', () => {
  test('is refused with the platform’s own answers', async () => {
    const relayed = aSession(sandbox, 'relayed')
    expect((await start(relayed)).status).toBe(404)
    const sessionId = await someoneOnAir()
    const unknown = `${sessionId.slice(0, -3)}abc`
    expect((await start(unknown)).status).toBe(404)
    expect((await start(sessionId, { hasAudio: false, hasVideo: false })).status).toBe(400)
    expect((await start(sessionId, { outputMode: 'individual' })).status).toBe(400)
    expect((await start(sessionId, { resolution: '1x1' })).status).toBe(400)
    expect((await start(sessionId, { layout: { type: 'custom' } })).status).toBe(400)
    expect((await start(sessionId)).status).toBe(200)
    expect((await start(sessionId)).status).toBe(409)
    expect((await start(sessionId, { multiArchiveTag: 'second' })).status).toBe(200)
  }, 60_000)
})
