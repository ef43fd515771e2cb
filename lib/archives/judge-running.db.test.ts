import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlatformArchive, PlatformFailureCode } from '#lib/platform/model.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject, aSession } from '../../e2e/kit/rows.ts'
import { aRecording, scriptedPlatform } from '../../e2e/kit/scripted-platform.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { askRunning } from './ask-running.ts'
import { judgeRunning } from './judge-running.ts'

let server: TestDatabase
let db: Database
/** A second server on the same database. */
let other: Database
let projectId: string
let sessionId: string
let accountId: string
let said: PlatformArchive[] = []
let failure: PlatformFailureCode | null = null

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  other = openDatabase(server.url)
  accountId = (await anAccount(db)).id
})

beforeEach(async () => {
  await db.alert.deleteMany()
  await db.recordingWatch.deleteMany()
  await db.archive.updateMany({ data: { state: 'available' } })
  await db.action.updateMany({ data: { askedAt: new Date(0) } })
  projectId = (await aProject(db)).id
  sessionId = (await aSession(db, projectId, { live: true })).id
  await db.videoSession.update({ where: { id: sessionId }, data: { publishers: 1, connections: 2 } })
  said = []
  failure = null
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await server.drop()
})

async function aRunning(state: 'starting' | 'recording' = 'recording'): Promise<string> {
  const platformId = newId()
  const archive = await db.archive.create({
    data: { projectId, sessionId, platformId, state, startedById: accountId },
  })
  said = [aRecording(platformId, { status: 'started', duration: 0 })]
  return archive.id
}

const tell = (part: Partial<PlatformArchive>) => {
  said = said.map((one) => ({ ...one, ...part }))
}
const platform = () => ({
  ...scriptedPlatform(() => ({ connections: [], streams: [], archives: said })),
  ...(failure === null
    ? {}
    : { getArchive: async () => ({ ok: false, failure: { code: failure } }) as never }),
})
/** One turn of the clock on a server: what is due is asked, then judged. */
async function turn(at = db): Promise<void> {
  await askRunning(at, async () => platform())
  await judgeRunning(at)
}
/** So much time goes by, for the clock's own rows and for actions: the next question is due too. */
async function pass(seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "RecordingWatch" SET "nextAt" = "nextAt" - make_interval(secs => ${seconds}),
      "confirmedAt" = "confirmedAt" - make_interval(secs => ${seconds}),
      "quietSince" = "quietSince" - make_interval(secs => ${seconds}),
      "overAt" = "overAt" - make_interval(secs => ${seconds})`
  await db.$executeRaw`UPDATE "Action" SET "askedAt" = "askedAt" - make_interval(secs => ${seconds}) WHERE "sessionId" = ${sessionId}::uuid`
}
const alarms = () =>
  db.alert.findMany({
    select: { kind: true, details: true, resolvedAt: true, sessionId: true },
    orderBy: { at: 'asc' },
  })
const open = async () => (await alarms()).filter(({ resolvedAt }) => resolvedAt === null)
const stateOf = async (id: string) => (await db.archive.findUniqueOrThrow({ where: { id } })).state

async function anAction(
  kind: 'startArchive' | 'stopArchive',
  part: { state: 'failed' | 'unconfirmed' | 'sent'; failure?: string; archiveId?: string },
) {
  const { state, ...target } = part
  await db.action.create({
    data: {
      kind,
      projectId,
      sessionId,
      actorId: accountId,
      requestId: newId(),
      state,
      targets: { create: [{ state, ...target }] },
    },
  })
}

describe('a recording that runs', () => {
  test('and that the platform confirms alarms never, however long it runs', async () => {
    await aRunning()
    for (let minute = 0; minute < 5; minute++) {
      await turn()
      await pass(60)
    }
    await turn()
    expect(await alarms()).toEqual([])
  })

  test('whose start was never called back is found by asking', async () => {
    const id = await aRunning('starting')
    await turn()
    expect(await stateOf(id)).toBe('recording')
  })

  test('whose end was never called back is found by asking, and alarms as nobody here stopped it', async () => {
    const id = await aRunning()
    await turn()
    tell({ status: 'stopped', reason: 'maximum duration exceeded', duration: 14_400 })
    await pass(12)
    await turn()
    expect(await stateOf(id)).toBe('stopping')
    expect(await alarms()).toEqual([])
    await pass(6)
    await turn()
    expect(await open()).toMatchObject([
      {
        kind: 'archiveStoppedAlone',
        sessionId,
        details: { why: 'stopped', said: 'maximum duration exceeded' },
      },
    ])
  })
})

describe('a recording that is silent', () => {
  test.each<[PlatformFailureCode]>([['unreachable'], ['timeout'], ['already-gone']])(
    'by %s alarms before a minute is over, once, and no more when it is heard of again',
    async (code) => {
      await aRunning()
      await turn()
      failure = code
      for (let seconds = 0; seconds < 36; seconds += 12) {
        await pass(12)
        await turn()
      }
      expect(await alarms()).toEqual([])
      await pass(12)
      await Promise.all([turn(db), turn(other)])
      await turn()
      expect(await alarms()).toMatchObject([
        { kind: 'archiveSilent', resolvedAt: null, details: { why: 'unconfirmed', said: code } },
      ])
      failure = null
      await pass(12)
      await turn()
      expect(await open()).toEqual([])
    },
  )

  test('for a second time alarms a second time', async () => {
    await aRunning()
    await turn()
    for (const code of ['unreachable', null, 'unreachable'] as const) {
      failure = code
      for (let asked = 0; asked < 4; asked++) {
        await pass(12)
        await turn()
      }
    }
    expect(await alarms()).toHaveLength(2)
    expect(await open()).toHaveLength(1)
  })

  test('because nobody publishes alarms, and no more when somebody does', async () => {
    await aRunning()
    await db.videoSession.update({ where: { id: sessionId }, data: { publishers: 0 } })
    await turn()
    await pass(30)
    await turn()
    expect(await alarms()).toEqual([])
    await pass(16)
    await turn()
    expect(await open()).toMatchObject([{ kind: 'archiveSilent', details: { why: 'nobody-publishes' } }])
    await db.videoSession.update({ where: { id: sessionId }, data: { publishers: 1 } })
    await turn()
    expect(await open()).toEqual([])
  })

  test('in a paused project does not alarm: nothing is asked there', async () => {
    await aRunning()
    await turn()
    await db.project.update({ where: { id: projectId }, data: { pausedAt: new Date() } })
    await pass(120)
    await turn()
    expect(await alarms()).toEqual([])
  })

  test('after all servers were away is asked about first', async () => {
    await aRunning()
    await turn()
    await pass(3_600)
    await judgeRunning(db)
    expect(await alarms()).toEqual([])
    await turn()
    expect(await alarms()).toEqual([])
  })
})

describe('a recording that is over', () => {
  const end = async (id: string, part: Partial<PlatformArchive>) => {
    await turn()
    tell({ status: 'stopped', duration: 60, ...part })
    await pass(12)
    await turn()
    await pass(6)
    await turn()
    expect(await stateOf(id)).not.toBe('recording')
  }

  test('does not alarm when somebody here asked to stop it', async () => {
    const id = await aRunning()
    await anAction('stopArchive', { state: 'sent', archiveId: id })
    await end(id, { reason: 'user initiated' })
    expect(await alarms()).toEqual([])
  })

  test('does not alarm when its session is over too', async () => {
    const id = await aRunning()
    await turn()
    await db.videoSession.update({ where: { id: sessionId }, data: { live: false } })
    await end(id, { reason: 'session ended' })
    expect(await alarms()).toEqual([])
  })

  test('alarms when somebody stopped it elsewhere, until another one runs', async () => {
    const id = await aRunning()
    await end(id, { reason: 'user initiated' })
    expect(await open()).toMatchObject([{ kind: 'archiveStoppedAlone', details: { said: 'user initiated' } }])
    await aRunning()
    await turn()
    expect(await open()).toEqual([])
  })

  test('stays an open alarm when the session ends without another', async () => {
    const id = await aRunning()
    await end(id, {})
    await db.videoSession.update({ where: { id: sessionId }, data: { live: false } })
    await turn()
    expect(await open()).toHaveLength(1)
  })

  test('with nothing in it counts as one that did not start', async () => {
    const id = await aRunning()
    await end(id, { duration: 1, reason: 'maximum idle time exceeded' })
    expect(await open()).toMatchObject([{ kind: 'archiveNotStarted', details: { why: 'nothing-recorded' } }])
  })

  test('because it failed alarms, also when the session is over', async () => {
    const id = await aRunning()
    await turn()
    await db.videoSession.update({ where: { id: sessionId }, data: { live: false } })
    await end(id, { status: 'failed', reason: 'internal error' })
    expect(await open()).toMatchObject([
      { kind: 'archiveNotStarted', sessionId: null, details: { why: 'failed' } },
    ])
  })

  test('is judged once, by whichever server', async () => {
    const id = await aRunning()
    await turn()
    tell({ status: 'stopped', duration: 60 })
    await pass(12)
    await turn()
    await pass(6)
    await Promise.all([judgeRunning(db), judgeRunning(other)])
    await judgeRunning(db)
    expect(await alarms()).toHaveLength(1)
    expect(await db.recordingWatch.count({ where: { archiveId: id } })).toBe(0)
  })
})

describe('a recording that was asked for', () => {
  test.each(['platform-unreachable', 'platform-refused', 'bad-credentials'])(
    'and refused with %s alarms at once',
    async (code) => {
      await anAction('startArchive', { state: 'failed', failure: code })
      await turn()
      expect(await open()).toMatchObject([
        { kind: 'archiveNotStarted', sessionId, details: { why: 'refused', said: code } },
      ])
    },
  )

  test.each(['already-recording', 'relayed-session', 'nobody-connected'])(
    'and refused with %s does not: whoever asked has been told, and nothing is missing',
    async (code) => {
      await anAction('startArchive', { state: 'failed', failure: code })
      await turn()
      expect(await alarms()).toEqual([])
    },
  )

  test('and that the platform never showed alarms after a while, until one runs', async () => {
    await anAction('startArchive', { state: 'unconfirmed' })
    await turn()
    expect(await alarms()).toEqual([])
    await pass(21)
    await turn()
    expect(await open()).toMatchObject([{ kind: 'archiveNotStarted', details: { why: 'unanswered' } }])
    await aRunning()
    await turn()
    expect(await open()).toEqual([])
  })
})
