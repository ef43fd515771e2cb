import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newGrantRef, receiptFor } from '#lib/issuing/grant-ref.ts'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { acknowledgeNotice, everyoneTold, findNotice } from './acknowledge-notice.ts'
import { findObjector } from './find-objector.ts'
import type { ArchivePolicy } from './model.ts'
import { objectToRecording, withdrawObjection } from './object-to-recording.ts'
import { noticeOfStart, roomRecording } from './recording-notice.ts'
import { resolveRecordingAlerts } from './resolve-recording-alerts.ts'
import { verdictFor } from './who-records.ts'

/** P8: whoever is there is told by whose authority it is recorded, and what they say to it counts. */
let server: TestDatabase
let db: Database
let projectId: string
let sessionId: string
let ines: { id: string }
let lena: { id: string }

beforeAll(async () => {
  testEnv({ GAVEL_LOG_LEVEL: 'silent' })
  server = await createTestDatabase()
  db = openDatabase(server.url)
  ines = await aRecorder('moderator', 'Moderator')
  lena = await aRecorder('lead', 'Lead')
})

beforeEach(async () => {
  projectId = (await aProject(db)).id
  sessionId = (await aSession(db, projectId, { live: true })).id
  await db.videoSession.update({ where: { id: sessionId }, data: { mode: 'routed' } })
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

async function aRecorder(key: string, name: string) {
  const account = await anAccount(db, `${name} Person`)
  const role = await db.role.upsert({
    where: { key },
    create: { key, name, permissions: ['archive.start', 'archive.approve'] },
    update: {},
  })
  await db.roleHolding.create({ data: { accountId: account.id, roleId: role.id } })
  return account
}

async function setPolicy(part: Partial<ArchivePolicy>): Promise<void> {
  const archivePolicy: ArchivePolicy = {
    version: 2,
    atOnce: ['moderator'],
    asks: [],
    approves: ['lead'],
    sessions: null,
    hours: null,
    lastsMinutes: 10,
    longestMinutes: null,
    needsReason: false,
    tells: 'project',
    objections: 'none',
    toldFirst: false,
    ...part,
  }
  await db.project.update({ where: { id: projectId }, data: { archivePolicy } })
}

const aPersonId = async () =>
  (await db.person.create({ data: { projectId, ref: newId(), name: 'Mia Keller' } })).id

/** Somebody who came by a link; given a person, that one again after the connection was lost. */
async function aParticipant(given?: string) {
  const ref = newGrantRef()
  const personId = given ?? (await aPersonId())
  const invite = await db.invite.create({
    data: {
      tokenHash: Buffer.from(newId()),
      projectId,
      sessionId,
      role: 'publisher',
      createdBy: ines.id,
      expiresAt: new Date(),
    },
  })
  const grant = await db.grant.create({
    data: {
      ref,
      kind: 'participant',
      role: 'publisher',
      projectId,
      sessionId,
      personId,
      inviteId: invite.id,
      expiresAt: new Date(),
    },
  })
  const connection = await db.connection.create({
    data: { projectId, sessionId, platformId: newId(), live: true, grantId: grant.id },
  })
  return { receipt: receiptFor(ref), personId, connectionId: connection.id }
}

async function aStart(approvedById: string | null = null) {
  const action = { kind: 'startArchive' as const, projectId, sessionId, actorId: ines.id, requestId: newId() }
  const { id } = await db.action.create({ data: { ...action, approvedById } })
  return id
}

async function aRunning(actionId: string) {
  const archive = await db.archive.create({
    data: { projectId, sessionId, platformId: newId(), state: 'recording', startedById: ines.id },
  })
  await db.actionTarget.create({ data: { actionId, archiveId: archive.id } })
  return archive
}

const found = async (tx: Tx, receipt: string) => {
  const objector = await findObjector(tx, receipt)
  if (!objector) throw new Error('There is nobody of this receipt')
  return objector
}
const object = (receipt: string) =>
  db.$transaction(async (tx) => objectToRecording(tx, await found(tx, receipt)))
const takeBack = (receipt: string) =>
  db.$transaction(async (tx) => withdrawObjection(tx, await found(tx, receipt)))
const alarms = () =>
  db.alert.findMany({ where: { sessionId, kind: 'archiveObjection' }, orderBy: { at: 'asc' } })
const open = async () => (await alarms()).filter(({ resolvedAt }) => resolvedAt === null)
const stops = () => db.action.findMany({ where: { sessionId, kind: 'stopArchive' } })
const verdict = async () => {
  const session = await db.videoSession.findUniqueOrThrow({ where: { id: sessionId } })
  return (await verdictFor(db, ines.id, session)).verdict
}

describe('a participant who objects', () => {
  test('where the policy does not offer it is told so, and nothing is kept', async () => {
    const { receipt } = await aParticipant()
    await setPolicy({})
    expect(await object(receipt)).toMatchObject({ failure: 'not-offered' })
    await db.project.update({ where: { id: projectId }, data: { archivePolicy: { version: 1 } } })
    expect(await object(receipt)).toMatchObject({ failure: 'not-offered' })
    expect(await db.objection.count({ where: { sessionId } })).toBe(0)
    expect(await alarms()).toEqual([])
  })

  test('is seen by moderators, beside them, while the recording goes on', async () => {
    await setPolicy({ objections: 'told' })
    const { receipt, connectionId } = await aParticipant()
    const archive = await aRunning(await aStart())
    expect(await object(receipt)).toMatchObject({ ok: true, value: { stops: [] } })
    expect(await alarms()).toMatchObject([{ level: 'urgent', connectionId, archiveId: archive.id }])
    expect(await stops()).toEqual([])
    expect(await verdict()).toMatchObject({ verdict: 'allow' })
  })

  test('stops what was begun here where the policy says so, and none begins while they are there', async () => {
    await setPolicy({ objections: 'stop' })
    const { receipt, connectionId } = await aParticipant()
    await aRunning(await aStart())
    expect(await object(receipt)).toMatchObject({ ok: true, value: { stops: [{ projectId }] } })
    expect(await stops()).toMatchObject([{ actorId: ines.id, reason: expect.stringContaining('objected') }])
    expect(await verdict()).toMatchObject({ verdict: 'refuse', why: 'objected' })
    const entry = await db.auditEntry.findFirstOrThrow({ where: { sessionId, action: 'archive.stop' } })
    expect(entry).toMatchObject({ actorId: null, details: { by: 'policy' } })
    await db.connection.update({ where: { id: connectionId }, data: { live: false } })
    expect(await verdict()).toMatchObject({ verdict: 'allow' })
    await resolveRecordingAlerts(db)
    expect(await open()).toEqual([])
  })

  test('says it once, however often; takes it back; and says it again', async () => {
    await setPolicy({ objections: 'stop' })
    const { receipt } = await aParticipant()
    await Promise.all([object(receipt), object(receipt), object(receipt)])
    await resolveRecordingAlerts(db)
    expect(await open()).toHaveLength(1)
    await takeBack(receipt)
    await resolveRecordingAlerts(db)
    expect(await open()).toEqual([])
    expect(await verdict()).toMatchObject({ verdict: 'allow' })
    await object(receipt)
    expect(await alarms()).toHaveLength(2)
    expect(await open()).toHaveLength(1)
  })

  test('who is not there any more, or shows no receipt of ours, objects to nothing', async () => {
    await setPolicy({ objections: 'stop' })
    const { receipt, connectionId } = await aParticipant()
    await db.connection.update({ where: { id: connectionId }, data: { live: false } })
    expect(await object(receipt)).toMatchObject({ failure: 'not-there' })
    expect(await db.$transaction((tx) => findObjector(tx, `${receipt}x`))).toBeNull()
    expect(await db.$transaction((tx) => findObjector(tx, 'g_made.up'))).toBeNull()
  })
})

describe('everyone who came by a link', () => {
  const told = async (actionId: string, receipt: string) =>
    db.$transaction(async (tx) => {
      const notice = await findNotice(tx, actionId, receipt)
      if (notice) await acknowledgeNotice(tx, notice)
      return notice !== null
    })
  const all = (actionId: string, waitMs = 0) => everyoneTold(db, { actionId, sessionId }, waitMs)

  test('counts as told when the page of each has shown this very notice, and not before', async () => {
    const [mia, ben] = [await aParticipant(), await aParticipant()]
    const start = await aStart()
    const earlier = await aStart()
    expect(await all(start)).toBe(false)
    await told(start, mia.receipt)
    await told(earlier, ben.receipt)
    expect(await all(start)).toBe(false)
    await told(start, ben.receipt)
    await told(start, ben.receipt)
    expect(await all(start)).toBe(true)
  })

  test('is waited for', async () => {
    const { receipt } = await aParticipant()
    const start = await aStart()
    const waited = all(start, 5_000)
    await told(start, receipt)
    expect(await waited).toBe(true)
  })

  test('and has left, or uses another program, is not: nobody can wait for them', async () => {
    const { connectionId } = await aParticipant()
    await db.connection.create({ data: { projectId, sessionId, platformId: newId(), live: true } })
    const start = await aStart()
    await db.connection.update({ where: { id: connectionId }, data: { live: false } })
    expect(await all(start)).toBe(true)
  })

  test('and came back by another connection has been told, and may object', async () => {
    await setPolicy({ objections: 'told' })
    const { receipt, personId, connectionId } = await aParticipant()
    await db.connection.update({ where: { id: connectionId }, data: { live: false } })
    const back = await aParticipant(personId)
    const start = await aStart()
    await told(start, receipt)
    expect(await all(start)).toBe(true)
    await object(receipt)
    expect(await alarms()).toMatchObject([{ connectionId: back.connectionId }])
  })

  test('answers only for a start in the own session', async () => {
    const { receipt } = await aParticipant()
    const elsewhere = (await aSession(db, projectId, { live: true })).id
    const data = { kind: 'startArchive' as const, projectId, actorId: ines.id, requestId: newId() }
    const { id } = await db.action.create({ data: { ...data, sessionId: elsewhere } })
    expect(await told(id, receipt)).toBe(false)
    expect(await told(newId(), receipt)).toBe(false)
    expect(await told(await aStart(), 'g_made.up')).toBe(false)
  })
})

describe('by whose authority it is recorded', () => {
  const told = async (actionId: string) =>
    JSON.parse((await db.$transaction((tx) => noticeOfStart(tx, actionId))).data)

  test('is the project by default, whoever began it', async () => {
    expect(await told(await aStart(lena.id))).toMatchObject({
      by: 'by those who moderate Openmic',
      objections: 'none',
    })
    await setPolicy({ objections: 'told' })
    expect(await told(await aStart(lena.id))).toMatchObject({
      by: 'by those who moderate Openmic',
      objections: 'told',
    })
  })

  test('is the role too where the policy tells it, of who began and of who agreed; never a name', async () => {
    await setPolicy({ tells: 'role' })
    const { by } = await told(await aStart(lena.id))
    expect(by).toBe('by those who moderate Openmic, in the role Moderator, with the consent of the role Lead')
    expect(await told(await aStart())).toMatchObject({
      by: 'by those who moderate Openmic, in the role Moderator',
    })
  })

  test('is told to who comes later, with what they said before', async () => {
    await setPolicy({ tells: 'role', objections: 'told' })
    const { receipt, personId } = await aParticipant()
    const place = { sessionId, projectId, personId }
    const room = () => db.$transaction((tx) => roomRecording(tx, place))
    expect(await room()).toEqual({ by: null, objections: 'told', begins: null, objects: false })
    const start = await aStart()
    expect(await room()).toMatchObject({
      by: null,
      begins: { start, by: expect.stringContaining('Moderator') },
    })
    await aRunning(start)
    await object(receipt)
    expect(await room()).toEqual({
      by: 'by those who moderate Openmic, in the role Moderator',
      objections: 'told',
      begins: null,
      objects: true,
    })
  })

  test('is not claimed for a recording that nobody here began', async () => {
    const { personId } = await aParticipant()
    await db.archive.create({ data: { projectId, sessionId, platformId: newId(), state: 'recording' } })
    const place = { sessionId, projectId, personId }
    expect(await db.$transaction((tx) => roomRecording(tx, place))).toMatchObject({ by: null })
  })
})
