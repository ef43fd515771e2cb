import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anAccount, aProject } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { endAlerts } from './end-alerts.ts'
import { type NewAlert, raiseAlerts } from './raise-alerts.ts'

let server: TestDatabase
let db: Database
let projectId: string
let priya: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  projectId = (await aProject(db)).id
  priya = (await anAccount(db)).id
})

beforeEach(async () => {
  await db.alert.deleteMany()
  await db.feedEntry.deleteMany()
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const alarm = (level: NewAlert['level'] = 'notice', more: Partial<NewAlert> = {}): NewAlert => ({
  kind: 'copyExpiring',
  level,
  projectId,
  cause: 'copyExpiring:one',
  ...more,
})
const raise = (...alerts: NewAlert[]) => db.$transaction((tx) => raiseAlerts(tx, alerts))
const end = (cause: string) => db.$transaction((tx) => endAlerts(tx, [cause]))
const change = (data: { claimedById?: string | null; resolvedAt?: Date | null }) =>
  db.alert.updateMany({ data })
const news = async () =>
  (await db.alertNews.findMany({ orderBy: { sequence: 'asc' } })).map(({ event, level }) => [event, level])
const hints = () => db.feedEntry.count({ where: { kind: 'alert' } })
const only = () => db.alert.findFirstOrThrow()

test('a cause that is said again and again alarms once', async () => {
  expect([await raise(alarm()), await raise(alarm()), await raise(alarm(), alarm())]).toEqual([1, 0, 0])
  expect([await news(), await hints()]).toEqual([[['raised', 'notice']], 1])
})

test('said by many at once it alarms once', async () => {
  const raised = await Promise.all(Array.from({ length: 8 }, () => raise(alarm('urgent'))))
  expect(raised.reduce((sum, one) => sum + one)).toBe(1)
  expect(await news()).toEqual([['raised', 'urgent']])
})

test('a notice that becomes urgent tells once more, and is the same alert', async () => {
  await raise(alarm('notice', { details: { left: 24 } }))
  const { id } = await only()
  const lifted = await Promise.all(
    Array.from({ length: 4 }, () => raise(alarm('urgent', { details: { left: 6 } }))),
  )
  expect(lifted.reduce((sum, one) => sum + one)).toBe(1)
  expect(await only()).toMatchObject({ id, level: 'urgent', details: { left: 6 }, sequence: 2 })
  expect(await news()).toEqual([
    ['raised', 'notice'],
    ['escalated', 'urgent'],
  ])
  expect(await hints()).toBe(2)
})

test('urgent, it does not become a notice again', async () => {
  await raise(alarm('urgent'))
  expect(await raise(alarm('notice'))).toBe(0)
  expect((await only()).level).toBe('urgent')
})

test('put aside as a notice it is open again when it becomes urgent, and not before', async () => {
  await raise(alarm())
  await db.alert.updateMany({ data: { resolvedAt: new Date(), resolvedById: priya, resolution: 'Fetched' } })
  expect(await raise(alarm())).toBe(0)
  expect(await raise(alarm('urgent'))).toBe(1)
  expect(await only()).toMatchObject({ resolvedAt: null, resolvedById: null, resolution: null })
})

test('ended by itself it is over once, and its cause does not alarm again', async () => {
  await raise(alarm())
  expect([await end('copyExpiring:one'), await end('copyExpiring:one'), await end('another')]).toEqual([
    1, 0, 0,
  ])
  expect(await raise(alarm())).toBe(0)
  expect(await only()).toMatchObject({ resolvedById: null, sequence: 2 })
  expect(await hints()).toBe(2)
})

test('what happens to an alert is counted and told, whoever changes it and by whatever statement', async () => {
  await raise(alarm())
  await change({ claimedById: priya })
  await change({ claimedById: priya })
  await change({ claimedById: null })
  await change({ resolvedAt: new Date() })
  await change({ resolvedAt: null })
  await db.$executeRaw`UPDATE "Alert" SET "resolvedAt" = now(), "claimedById" = ${priya}::uuid`
  const told = await news()
  expect(told.map(([event]) => event)).toEqual([
    'raised',
    'claimed',
    'released',
    'resolved',
    'reopened',
    'resolved',
  ])
  expect((await only()).sequence).toBe(told.length)
})

test('a change that was undone tells nothing', async () => {
  await raise(alarm())
  const undone = db.$transaction(async (tx) => {
    await endAlerts(tx, ['copyExpiring:one'])
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect((await news()).length).toBe(1)
})
