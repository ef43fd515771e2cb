import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anAccount, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Database, openDatabase, type Tx } from '../system/database.ts'
import { newId } from '../system/ids.ts'
import { findWork } from './find-work.ts'

let server: TestDatabase
let db: Database
let place: { projectId: string; sessionId: string }
let actorId: string

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  const { id: projectId } = await aProject(db)
  place = { projectId, sessionId: (await aSession(db, projectId)).id }
  actorId = (await anAccount(db)).id
})

afterAll(async () => {
  await db?.$disconnect()
  await server?.drop()
})

class TakenBack extends Error {}

/** What the look sees of these rows, of which nothing stays. */
async function seenOf(rows: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  let seen: string[] = []
  const done = db.$transaction(async (tx) => {
    await rows(tx)
    await tx.$executeRaw`DELETE FROM "ArchiveSearchDue"` // every change of a recording is to be found
    seen = [...(await findWork(tx))]
    throw new TakenBack()
  })
  await expect(done).rejects.toThrow(TakenBack)
  return seen.toSorted()
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

type Doing = {
  kind: 'disconnect' | 'startArchive' | 'warn'
  state: 'sent' | 'failed' | 'unconfirmed'
  askedAt: Date
}
const anAction = (doing: Doing) => (tx: Tx) =>
  tx.action.create({
    data: { ...place, actorId, requestId: newId(), ...doing, targets: { create: [{ state: doing.state }] } },
  })

type Alarm =
  | 'actionUnconfirmed'
  | 'archiveSilent'
  | 'archiveNotStarted'
  | 'archiveStoppedAlone'
  | 'archiveObjection'
const anAlert =
  (kind: Alarm, more: { resolvedAt?: Date } = {}) =>
  async (tx: Tx) => {
    await tx.alert.create({ data: { ...place, kind, cause: newId(), ...more } })
    await tx.$executeRaw`DELETE FROM "AlertNews"` // told already
  }

const anArchive = (tx: Tx, state: 'recording' | 'failed') =>
  tx.archive.create({ data: { ...place, platformId: newId(), state, startedAt: new Date() } })

const aWatch = (nextAt: Date) => async (tx: Tx) => {
  const { id: archiveId } = await anArchive(tx, 'failed')
  await tx.recordingWatch.create({ data: { archiveId, nextAt } })
}

const aCustody = (nextAt: Date | null) => async (tx: Tx) => {
  const { id: archiveId } = await anArchive(tx, 'failed')
  const custody = { step: 'fetching' as const, nextAt }
  const { projectId } = place
  await tx.custody.upsert({
    where: { archiveId },
    create: { archiveId, projectId, ...custody },
    update: custody,
  })
}

const HOUR = 3_600

describe('of an installation in which nothing happens', () => {
  test.each<[string, (tx: Tx) => Promise<unknown>, string[]]>([
    ['nothing', async () => {}, []],
    ['something asked', anAction({ kind: 'warn', state: 'sent', askedAt: ago(2) }), ['expire-actions']],
    [
      'a removal given up',
      anAction({ kind: 'disconnect', state: 'unconfirmed', askedAt: ago(HOUR / 2) }),
      ['expire-actions'],
    ],
    [
      'one given up long ago',
      anAction({ kind: 'disconnect', state: 'unconfirmed', askedAt: ago(HOUR + 9) }),
      [],
    ],
    [
      'a start that failed',
      anAction({ kind: 'startArchive', state: 'failed', askedAt: ago(60) }),
      ['judge-running'],
    ],
    [
      'one that was given up',
      anAction({ kind: 'startArchive', state: 'unconfirmed', askedAt: ago(60) }),
      ['judge-running'],
    ],
    ['one that failed long ago', anAction({ kind: 'startArchive', state: 'failed', askedAt: ago(660) }), []],
    ['an alarm of an action', anAlert('actionUnconfirmed'), ['expire-actions']],
    ['one that is over', anAlert('actionUnconfirmed', { resolvedAt: ago(1) }), []],
    ['a silent recording', anAlert('archiveSilent'), ['judge-running']],
    ['one that did not begin', anAlert('archiveNotStarted'), ['judge-running']],
    ['one that ended by itself', anAlert('archiveStoppedAlone'), ['judge-running']],
    ['an objection', anAlert('archiveObjection'), ['judge-running']],
    [
      'a recording that runs',
      (tx) => anArchive(tx, 'recording'),
      ['ask-running', 'judge-running', 'stop-overlong'],
    ],
    ['a watch over what is over', aWatch(ago(-9)), ['judge-running']],
    ['a watch whose turn it is', aWatch(ago(9)), ['ask-running', 'judge-running']],
    ['a file to fetch', aCustody(ago(1)), ['custody']],
    ['a file to fetch later', aCustody(ago(-60)), []],
    ['a file put off', aCustody(null), []],
  ])('%s', async (_what, rows, due) => {
    expect(await seenOf(rows)).toEqual(due)
  })
})
