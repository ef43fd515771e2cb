import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { announceRights } from '#lib/access/rights-channel.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { eventually } from '../../e2e/kit/eventually.ts'
import { aProject, aSession, aSignedIn } from '../../e2e/kit/rows.ts'
import { readSse, type SseLine } from '../../e2e/kit/sse.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Announcement, announce } from './announce.ts'
import { createFeedHub, type FeedHub } from './feed-hub.ts'
import { archiveViews, connectionViews, sessionViews } from './views.ts'

let server: TestDatabase
let db: Database
let hub: FeedHub
const lines: SseLine[] = []

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

beforeEach(() => {
  hub = createFeedHub(db, server.url)
})

afterEach(async () => {
  await hub.close()
  await Promise.all(lines.splice(0).map((line) => line.stop()))
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

type Reader = Awaited<ReturnType<typeof aSignedIn>>

async function open(reader: Reader, sessions: string[] = [], since: number | null = null): Promise<SseLine> {
  const opened = await hub.open(reader.actor, new Set(sessions), since)
  if (!opened) throw new Error('The hub had no room')
  const line = readSse(opened.body)
  lines.push(line)
  return line
}

async function change(projectId: string, sessionId: string): Promise<Announcement> {
  const [session] = await sessionViews(db, [sessionId])
  if (!session) throw new Error('No such session')
  return { projectId, sessionId, change: { kind: 'session', session } }
}

async function detail(projectId: string, sessionId: string): Promise<Announcement> {
  const row = await db.connection.create({ data: { projectId, sessionId, platformId: `c-${Math.random()}` } })
  const [connection] = await connectionViews(db, [row.id])
  if (!connection) throw new Error('No such connection')
  return { projectId, sessionId, change: { kind: 'connection', connection } }
}

const say = (...announcements: Announcement[]) => db.$transaction((tx) => announce(tx, announcements))
const head = async () => Number((await db.feedHead.findFirstOrThrow()).seq)
const seqs = (line: SseLine) => line.of('change').map((message) => message.seq)
const has = (line: SseLine, count: number) => () =>
  seqs(line).length >= count || `only ${seqs(line).length} of ${count} changes have come`

test('a reader gets the rows of sessions it may see, and details only of those it has open', async () => {
  const [mine, theirs] = [await aProject(db), await aProject(db)]
  const [open1, other, foreign] = [
    await aSession(db, mine.id),
    await aSession(db, mine.id),
    await aSession(db, theirs.id),
  ]
  const line = await open(await aSignedIn(db, ['session.view'], [mine.id]), [open1.id, foreign.id])
  const start = await head()
  await say(
    await change(mine.id, open1.id),
    await detail(mine.id, open1.id),
    await detail(mine.id, other.id),
    await change(theirs.id, foreign.id),
    await detail(theirs.id, foreign.id),
    await change(mine.id, other.id),
  )
  await eventually(has(line, 3))
  expect(seqs(line)).toEqual([start + 1, start + 2, start + 6])
  expect(line.events.filter((event) => event.event === 'change').map((event) => event.id)).toEqual(
    seqs(line).map(String),
  )
})

test('a recording’s row reaches whoever may see recordings, also with no session open, and nobody else', async () => {
  const project = await aProject(db)
  const session = await aSession(db, project.id)
  const row = await db.archive.create({
    data: { projectId: project.id, sessionId: session.id, platformId: randomUUID(), state: 'recording' },
  })
  const [archive] = await archiveViews(db, [row.id])
  if (!archive) throw new Error('No such recording')
  const reviewer = await open(await aSignedIn(db, ['session.view', 'archive.view'], [project.id]), [])
  const moderator = await open(await aSignedIn(db, ['session.view'], [project.id]), [])
  const start = await head()
  await say(
    { projectId: project.id, sessionId: session.id, change: { kind: 'archive', archive } },
    await change(project.id, session.id),
  )
  await eventually(has(reviewer, 2))
  await eventually(has(moderator, 1))
  expect(seqs(reviewer)).toEqual([start + 1, start + 2])
  expect(seqs(moderator)).toEqual([start + 2])
})

test('a reader who comes back gets what it missed, once, and then goes on', async () => {
  const project = await aProject(db)
  const session = await aSession(db, project.id)
  const reader = await aSignedIn(db, ['session.view'], 'everywhere')
  const row = await change(project.id, session.id)
  await say(row, row, row)
  const since = (await head()) - 2
  const line = await open(reader, [], since)
  await say(row)
  await eventually(has(line, 3))
  expect(seqs(line)).toEqual([since + 1, since + 2, since + 3])
})

test('a position that another server has just given out is waited for, not refused', async () => {
  const project = await aProject(db)
  const row = await change(project.id, (await aSession(db, project.id)).id)
  const reader = await aSignedIn(db, ['session.view'], 'everywhere')
  await open(reader)
  await say(row, row)
  const line = await open(reader, [], await head())
  await say(row)
  await eventually(has(line, 1))
  expect(line.of('reset')).toEqual([])
  expect(seqs(line)).toEqual([await head()])
})

test('a position from the future is answered by a reset, and the line goes on', async () => {
  const project = await aProject(db)
  const row = await change(project.id, (await aSession(db, project.id)).id)
  const line = await open(await aSignedIn(db, ['session.view'], 'everywhere'), [], (await head()) + 1_000)
  await eventually(() => line.of('reset').length === 1 || 'no reset')
  await say(row)
  await eventually(has(line, 1))
})

test('when rights change, the line is closed with a goodbye, and only theirs', async () => {
  const [one, other] = [
    await aSignedIn(db, ['session.view'], 'everywhere'),
    await aSignedIn(db, ['session.view'], 'everywhere'),
  ]
  const [mine, theirs] = [await open(one), await open(other)]
  await eventually(() => mine.of('beat').length > 1 || 'the hub does not beat')
  await db.$transaction((tx) => announceRights(tx, one.account.id))
  await eventually(() => mine.ended || 'the line is still open', { timeoutMs: 2_000 })
  expect(mine.events.at(-1)?.event).toBe('bye')
  expect(theirs.ended).toBe(false)
})

test('whoever lost their rights between the door and the line is sent away', async () => {
  const reader = await aSignedIn(db, ['session.view'], 'everywhere')
  await db.device.update({ where: { id: reader.device.id }, data: { revokedAt: new Date() } })
  const line = await open(reader)
  await eventually(() => line.ended || 'the line is still open')
})

test('a reader that does not read is let go, and costs the others nothing', async () => {
  const project = await aProject(db)
  const row = await change(project.id, (await aSession(db, project.id)).id)
  const reader = await aSignedIn(db, ['session.view'], 'everywhere')
  const stuck = await hub.open(reader.actor, new Set(), null)
  const line = await open(reader)
  const much = Array.from({ length: 500 }, () => row)
  for (let round = 0; round < 8; round++) await say(...much)
  await eventually(has(line, 4_000), { timeoutMs: 15_000 })
  await eventually(() => hub.readers === 1 || `${hub.readers} readers are held`)
  await expect(stuck?.body.getReader().read()).rejects.toThrow('too slow')
})

test('a stop tells every reader to go elsewhere', async () => {
  const line = await open(await aSignedIn(db, ['session.view'], 'everywhere'))
  await hub.close()
  await eventually(() => line.ended || 'the line is still open')
  expect(line.events.at(-1)?.event).toBe('bye')
})
