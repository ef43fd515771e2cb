import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { askAction } from './ask-action.ts'
import { expireActions } from './expire-actions.ts'
import type { ActionKind } from './model.ts'
import { confirmByWatcher, pendingMutes } from './observe-sound.ts'
import { resolveAlerts } from './resolve-alerts.ts'
import { outcomeOfFailure, settleWhole } from './send-action.ts'
import { settleActions } from './settle-actions.ts'
import { actionViews } from './views.ts'

let database: TestDatabase
let db: Database
let actor: Actor
let projectId: string

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  const account = await anAccount(db)
  actor = anActor(['participant.remove'], 'everywhere', account.id)
  projectId = (await aProject(db)).id
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

/** A live session in which somebody publishes one stream. */
async function someoneWhoPublishes() {
  const session = await aSession(db, projectId, { live: true })
  const shared = { projectId, sessionId: session.id, createdAt: new Date(), live: true }
  const connection = await db.connection.create({ data: { ...shared, platformId: newId() } })
  const stream = await db.stream.create({
    data: { ...shared, platformId: newId(), connectionId: connection.id },
  })
  return { session, connection, stream }
}

async function asked(kind: ActionKind, someone: Awaited<ReturnType<typeof someoneWhoPublishes>>) {
  const about =
    kind === 'disconnect' || kind === 'warn'
      ? { connectionId: someone.connection.id }
      : { streamId: someone.stream.id }
  const asking = await db.$transaction((tx) =>
    askAction(tx, {
      actor,
      kind,
      projectId,
      sessionId: someone.session.id,
      reason: 'Harassment',
      requestId: newId(),
      targets: [about],
    }),
  )
  if (!asking.ok) throw new Error(asking.failure)
  return asking.value.actionId
}

function ended(
  someone: Awaited<ReturnType<typeof someoneWhoPublishes>>,
  reason: string,
  what = 'connection',
) {
  const event = {
    projectId,
    sessionId: someone.session.id,
    kind: `${what}Destroyed`,
    reason,
    connectionId: someone.connection.id,
    streamId: what === 'stream' ? someone.stream.id : null,
    archiveId: null,
    at: new Date(),
  }
  return db.$transaction((tx) => settleActions(tx, [event]))
}

async function outcomeOf(actionId: string) {
  const [view] = await actionViews(db, [actionId])
  return view?.outcome
}

const openAlerts = (sessionId: string) =>
  db.alert.findMany({ where: { sessionId, resolvedAt: null }, select: { kind: true } })

/** What reconciliation writes when the platform no longer lists somebody. */
const notFoundAnyMore = ({ connection }: Awaited<ReturnType<typeof someoneWhoPublishes>>) =>
  db.connection.update({ where: { id: connection.id }, data: { live: false, missingAt: new Date() } })

/** As if the action had been asked this long ago. */
const age = (actionId: string, seconds: number) =>
  db.action.update({ where: { id: actionId }, data: { askedAt: new Date(Date.now() - seconds * 1000) } })

describe('a removal', () => {
  it('is confirmed by the callback, and leaves an ask and an outcome on file', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('disconnect', someone)
    await settleWhole(db, actionId, { state: 'sent' })
    expect(await outcomeOf(actionId)).toEqual({ state: 'sent' })

    const changes = await ended(someone, 'forceDisconnected')

    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed', by: 'callback' })
    expect(changes.map((change) => change.change.kind)).toEqual(['action'])
    expect(await openAlerts(someone.session.id)).toEqual([])
    const record = await db.auditEntry.findMany({
      where: { sessionId: someone.session.id, phase: 'outcome' },
    })
    expect(record.map((entry) => entry.action)).toEqual(['participant.remove'])
  })

  it('says so when the person had left by themselves', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('disconnect', someone)
    await ended(someone, 'clientDisconnected')
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'failed', failure: 'already-gone' })
  })

  it('is confirmed once, however often the callback is told', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('disconnect', someone)
    await ended(someone, 'forceDisconnected')
    expect(await ended(someone, 'forceDisconnected')).toEqual([])
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed' })
  })

  it('that failed and was asked again is done by the second alone', async () => {
    const someone = await someoneWhoPublishes()
    const first = await asked('disconnect', someone)
    await settleWhole(db, first, { state: 'failed', failure: 'platform-unreachable' })
    const second = await asked('disconnect', someone)
    await settleWhole(db, second, { state: 'sent' })
    await ended(someone, 'forceDisconnected')
    await ended(someone, 'forceDisconnected')
    expect(await outcomeOf(first)).toMatchObject({ state: 'failed', failure: 'platform-unreachable' })
    expect(await outcomeOf(second)).toMatchObject({ state: 'confirmed' })
  })

  it('that failed, as it seemed, and that nobody asked for again was done after all', async () => {
    const someone = await someoneWhoPublishes()
    const only = await asked('disconnect', someone)
    await settleWhole(db, only, { state: 'failed', failure: 'platform-unreachable' })
    await ended(someone, 'forceDisconnected')
    expect(await outcomeOf(only)).toMatchObject({ state: 'confirmed' })
    expect(await openAlerts(someone.session.id)).toEqual([])
  })

  it('that nobody here asked for raises one alert', async () => {
    const someone = await someoneWhoPublishes()
    const changes = await ended(someone, 'forceDisconnected')
    await ended(someone, 'forceDisconnected')
    expect(changes.map((change) => change.change.kind)).toEqual(['session', 'alert'])
    expect(await openAlerts(someone.session.id)).toEqual([{ kind: 'unexplainedForce' }])
  })

  it('without a callback is given up after ten seconds, with an alert, and confirmed when it comes after all', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('disconnect', someone)
    await age(actionId, 9)
    await expireActions(db)
    expect(await outcomeOf(actionId)).toEqual({ state: 'asked' })

    await age(actionId, 11)
    await expireActions(db)
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'unconfirmed' })
    expect(await openAlerts(someone.session.id)).toEqual([{ kind: 'actionUnconfirmed' }])

    await ended(someone, 'forceDisconnected')
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed', by: 'callback' })
  })

  it('whose callback was lost is confirmed by what reconciliation finds', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('disconnect', someone)
    await age(actionId, 11)
    await db.connection.update({
      where: { id: someone.connection.id },
      data: { live: false, missingAt: new Date() },
    })
    await expireActions(db)
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed', by: 'check' })
    expect(await openAlerts(someone.session.id)).toEqual([])
  })
})

describe('a warning', () => {
  async function delivered() {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('warn', someone)
    await settleWhole(db, actionId, { state: 'sent' })
    await age(actionId, 3_600)
    return { someone, actionId }
  }

  it('that was delivered waits for as long as somebody takes to read it, and alarms nobody', async () => {
    const { someone, actionId } = await delivered()
    await expireActions(db)
    expect(await outcomeOf(actionId)).toEqual({ state: 'sent' })
    expect(await openAlerts(someone.session.id)).toEqual([])
  })

  it('that nobody can read any more was not given', async () => {
    const { someone, actionId } = await delivered()
    await ended(someone, 'clientDisconnected')
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'failed', failure: 'already-gone' })
  })

  it('for somebody whom reconciliation no longer finds was not given either', async () => {
    const { someone, actionId } = await delivered()
    await notFoundAnyMore(someone)
    await expireActions(db)
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'failed', failure: 'already-gone' })
  })

  it('of which it is not known whether it was delivered is given up like everything else', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('warn', someone)
    const unknown = outcomeOfFailure({ code: 'timeout', inDoubt: true }, 'warn')
    if (unknown) await settleWhole(db, actionId, unknown)
    await age(actionId, 11)
    await expireActions(db)
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'unconfirmed' })
    expect(await openAlerts(someone.session.id)).toEqual([])
  })
})

describe('the alarm about a removal that was not confirmed', () => {
  async function alarmed(kind: 'disconnect' | 'unpublish' = 'disconnect') {
    const someone = await someoneWhoPublishes()
    await age(await asked(kind, someone), 11)
    await expireActions(db)
    await resolveAlerts(db)
    expect(await openAlerts(someone.session.id)).toEqual([{ kind: 'actionUnconfirmed' }])
    return someone
  }

  it('ends when the callback comes after all', async () => {
    const someone = await alarmed()
    await ended(someone, 'forceDisconnected')
    expect(await resolveAlerts(db)).toBe(1)
    expect(await openAlerts(someone.session.id)).toEqual([])
  })

  it('ends when the person is no longer there', async () => {
    const someone = await alarmed()
    await notFoundAnyMore(someone)
    expect(await resolveAlerts(db)).toBe(1)
  })

  it('ends when what was to be taken away is no longer there', async () => {
    const someone = await alarmed('unpublish')
    await db.stream.update({ where: { id: someone.stream.id }, data: { live: false } })
    expect(await resolveAlerts(db)).toBe(1)
  })

  it('ends with the session, and is not raised again', async () => {
    const someone = await alarmed()
    await db.videoSession.update({ where: { id: someone.session.id }, data: { live: false } })
    expect(await resolveAlerts(db)).toBe(1)
    expect(await resolveAlerts(db)).toBe(0)
    await expireActions(db)
    expect(await openAlerts(someone.session.id)).toEqual([])
  })

  it('leaves other alarms alone', async () => {
    const someone = await someoneWhoPublishes()
    await ended(someone, 'forceDisconnected')
    await resolveAlerts(db)
    expect(await openAlerts(someone.session.id)).toEqual([{ kind: 'unexplainedForce' }])
  })
})

describe('a stream', () => {
  it('taken away is confirmed by its callback', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('unpublish', someone)
    await ended(someone, 'forceUnpublished', 'stream')
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed', by: 'callback' })
  })

  it('is muted when a watching browser has seen its sound go off', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('mute', someone)
    await db.$transaction(async (tx) =>
      confirmByWatcher(tx, await pendingMutes(tx, ['mute', 'muteAll'], { streamId: someone.stream.id })),
    )
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'confirmed', by: 'watcher' })
  })

  it('that ends meanwhile leaves nothing to mute', async () => {
    const someone = await someoneWhoPublishes()
    const actionId = await asked('mute', someone)
    await ended(someone, 'clientDisconnected', 'stream')
    expect(await outcomeOf(actionId)).toMatchObject({ state: 'failed', failure: 'already-gone' })
  })
})
