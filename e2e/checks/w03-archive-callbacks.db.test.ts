import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createIngest } from '#lib/live/ingest.ts'
import { receiveCallback } from '#lib/live/receive-callback.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { wire } from '../kit/callbacks.ts'
import { type CustodyScene, custodyScene } from '../kit/custody-scene.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** W3 for recordings: whatever address a callback names, nobody ever goes there. Only ids lead to files, by way of the platform. */

const SECRET = randomBytes(16).toString('base64url')
const FILE = randomBytes(5_000)

let server: TestDatabase
let db: Database
let scene: CustodyScene
let elsewhere: Server
let hostile: string
let visits = 0

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  elsewhere = createServer((_request, response) => response.end('not yours')).on('connection', () => visits++)
  await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready))
  hostile = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/archive.mp4` // it listens on a port
})
beforeEach(async () => {
  visits = 0
  await db.custody.deleteMany()
  scene = await custodyScene(db, FILE)
  const pathSecretHash = createHash('sha256').update(SECRET).digest()
  await db.project.update({
    where: { id: scene.projectId },
    data: { signedCallbacks: false, pathSecretHash },
  })
})
afterEach(() => scene.end())
afterAll(async () => {
  await new Promise((done) => elsewhere.close(done))
  await db.$disconnect()
  await server.drop()
})

async function tell(archive: string, status: string): Promise<void> {
  const { platformId: project } = await db.project.findUniqueOrThrow({ where: { id: scene.projectId } })
  const { session } = await db.archive.findUniqueOrThrow({
    where: { id: scene.archiveId },
    select: { session: { select: { platformId: true } } },
  })
  const event = { ...wire.archive(archive, status, { session: session.platformId }), url: hostile }
  const request = new Request('http://localhost/', { method: 'POST', body: JSON.stringify(event) })
  const told = await receiveCallback(request, { project, secret: SECRET }, { db, store: createIngest(db) })
  expect(told.ok).toBe(true)
}

const known = () => db.archive.findUniqueOrThrow({ where: { id: scene.archiveId } })

test('a recording is fetched from where the platform says it is, not from where its callback does', async () => {
  await tell((await known()).platformId, 'available')
  await scene.untilQuiet()
  const file = await db.storedFile.findFirstOrThrow({ where: { archiveId: scene.archiveId } })
  expect(Buffer.from(file.sha256 ?? '')).toEqual(createHash('sha256').update(FILE).digest())
  expect(visits).toBe(0)
})

describe('a recording that only a callback speaks of', () => {
  test.each(['available', 'uploaded'])('as "%s" is not looked for', async (status) => {
    const { platformId } = await known()
    await db.custody.deleteMany()
    await tell(newId(), status)
    await scene.untilQuiet()
    expect(
      await db.archive.findMany({ select: { platformId: true }, where: { projectId: scene.projectId } }),
    ).toEqual([{ platformId }])
    expect(await db.custody.count()).toBe(0)
    expect(visits).toBe(0)
  })
})

test.each(['deleted', 'expired', 'failed'])(
  'that it is "%s" is not believed of a file that is there',
  async (status) => {
    await tell((await known()).platformId, status)
    await scene.untilQuiet()
    expect(await db.custody.findUnique({ where: { archiveId: scene.archiveId } })).toMatchObject({
      step: 'kept',
    })
    expect(visits).toBe(0)
  },
)

test('no address out of a callback is kept anywhere', async () => {
  await tell((await known()).platformId, 'available')
  const events = await db.platformEvent.findMany({ where: { projectId: scene.projectId } })
  expect(events).toHaveLength(1)
  expect(
    JSON.stringify(events, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(new URL(hostile).host)
})
