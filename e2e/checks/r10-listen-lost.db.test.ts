import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { announce } from '#lib/live/announce.ts'
import { createFeedHub, type FeedHub } from '#lib/live/feed-hub.ts'
import { sessionViews } from '#lib/live/views.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { eventually } from '../kit/eventually.ts'
import { aProject, aSession, aSignedIn } from '../kit/rows.ts'
import { readSse, type SseLine } from '../kit/sse.ts'
import { type TcpProxy, tcpProxy } from '../kit/tcp-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** R10: notifications only make it fast. Without them everything comes all the same, within two seconds and once. */

let server: TestDatabase
let db: Database
let line: TcpProxy
let hub: FeedHub
let reader: SseLine
let person: Awaited<ReturnType<typeof aSignedIn>>

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  const url = new URL(server.url)
  line = await tcpProxy({ host: url.hostname, port: Number(url.port) })
  url.host = `127.0.0.1:${line.port}`
  hub = createFeedHub(db, url.href)
  person = await aSignedIn(db, ['session.view'], 'everywhere')
})

beforeEach(async () => {
  line.heal()
  const opened = await hub.open(person.actor, new Set(), null)
  if (!opened) throw new Error('The hub had no room')
  reader = readSse(opened.body)
})

afterAll(async () => {
  await hub?.close()
  await reader?.stop()
  await line?.close()
  await db?.$disconnect()
  await server?.drop()
})

async function say(): Promise<number> {
  const project = await aProject(db)
  const [session] = await sessionViews(db, [(await aSession(db, project.id)).id])
  if (!session) throw new Error('The session has no view')
  const change = { kind: 'session', session } as const
  await db.$transaction((tx) => announce(tx, [{ projectId: project.id, sessionId: session.id, change }]))
  return Number((await db.feedHead.findFirstOrThrow()).seq)
}

const seqs = () => reader.of('change').map((message) => message.seq)
const comes = (seq: number, timeoutMs = 2_000) =>
  eventually(() => seqs().includes(seq) || `${seq} has not come`, { timeoutMs, everyMs: 10 })

test('the listening connection is cut: what happens meanwhile comes by the poll, and nothing twice', async () => {
  line.set({ refuse: true })
  line.reset()
  const first = await say()
  await comes(first)
  const second = await say()
  await comes(second)
  expect(seqs()).toEqual([first, second])
})

test('the listening connection is half-open: nobody says so, and everything comes', async () => {
  line.set({ halfOpen: true })
  const seq = await say()
  await comes(seq)
  expect(seqs()).toEqual([seq])
})

test('rights that changed while nobody could listen are noticed when it can again', {
  timeout: 30_000,
}, async () => {
  line.set({ refuse: true })
  line.reset()
  await db.device.update({ where: { id: person.device.id }, data: { revokedAt: new Date() } })
  line.heal()
  await eventually(() => reader.ended || 'the line is still open', { timeoutMs: 10_000 })
  expect(reader.events.at(-1)?.event).toBe('bye')
})
