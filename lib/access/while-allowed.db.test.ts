import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { aProject, aSignedIn } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { whileAllowed } from './while-allowed.ts'

let server: TestDatabase
let db: Database

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

/** Somebody who is being sent a file without an end, by a clock that the test moves. */
async function aReader(projects: readonly string[]) {
  const { actor, account, device } = await aSignedIn(db, ['audit.export'], projects)
  let time = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      cancelled = true
    },
  })
  const sent = whileAllowed(body, { actor, permission: 'audit.export' }, { db, now: () => time }).getReader()
  return {
    accountId: account.id,
    deviceId: device.id,
    read: () => sent.read(),
    stop: () => sent.cancel(),
    laterBy: (ms: number) => {
      time += ms
    },
    isSourceClosed: () => cancelled,
  }
}

const aReaderOfOne = async () => aReader([(await aProject(db)).id])

test.each<[string, (reader: Awaited<ReturnType<typeof aReader>>) => Promise<unknown>]>([
  [
    'loses the role',
    ({ accountId }) => db.roleHolding.updateMany({ where: { accountId }, data: { expiresAt: new Date(0) } }),
  ],
  [
    'is deactivated',
    ({ accountId }) => db.account.update({ where: { id: accountId }, data: { disabledAt: new Date() } }),
  ],
  [
    'is signed out',
    ({ deviceId }) => db.device.update({ where: { id: deviceId }, data: { revokedAt: new Date() } }),
  ],
  [
    'holds it in another project',
    async ({ accountId }) => {
      const { id: projectId } = await aProject(db)
      await db.roleHolding.updateMany({ where: { accountId }, data: { projectId } })
    },
  ],
])('who %s gets nothing more a second later, and sees that something is missing', async (_what, lose) => {
  const reader = await aReaderOfOne()
  expect((await reader.read()).done).toBe(false)
  await lose(reader)
  reader.laterBy(1_001)
  await expect(reader.read()).rejects.toThrow('may not have it any more')
  expect(reader.isSourceClosed()).toBe(true)
})

test('who may go on having it gets it, however long it takes', async () => {
  const projects = [(await aProject(db)).id, (await aProject(db)).id]
  const reader = await aReader(projects)
  for (let piece = 0; piece < 5; piece++) {
    expect((await reader.read()).value).toHaveLength(10)
    reader.laterBy(3_600)
  }
  await reader.stop()
  expect(reader.isSourceClosed()).toBe(true)
})

test('what ends, ends', async () => {
  const { actor } = await aSignedIn(db, ['audit.export'], 'everywhere')
  const sent = whileAllowed(new Blob(['all of it']).stream(), { actor, permission: 'audit.export' }, { db })
  expect(await new Response(sent).text()).toBe('all of it')
})
