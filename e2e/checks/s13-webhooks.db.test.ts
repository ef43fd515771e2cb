import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { tellNews } from '#lib/alerts/tell-news.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import { createOutgoing, type Outgoing } from '#lib/platform/outgoing.ts'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import {
  addEndpoint,
  enableEndpoint,
  type FoundEndpoint,
  findEndpoint,
  moveEndpoint,
  removeEndpoint,
  rotateSecret,
} from '#lib/webhooks/manage-endpoint.ts'
import { findDelivery, redeliver } from '#lib/webhooks/redeliver.ts'
import { createWebhookSender } from '#lib/webhooks/send-webhooks.ts'
import { eventually } from '../kit/eventually.ts'
import { anAccount, aProject, aSession } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'
import { isFrom, startWebhookReceiver, type WebhookReceiver } from '../kit/webhook-receiver.ts'

/**
 * S13, and of R4 and R5 the part of webhooks: every message arrives at least once and under one id, whatever the receiver does
 * and wherever a server dies; one bad receiver is its own trouble.
 */
let server: TestDatabase
let db: Database
/** A second server on the same database. */
let other: Database
let accountId: string
let projectId: string

beforeAll(async () => {
  testEnv({ GAVEL_WEBHOOK_NETWORKS: '127.0.0.0/8', GAVEL_LOG_LEVEL: 'silent' })
  server = await createTestDatabase()
  db = openDatabase(server.url)
  other = openDatabase(server.url)
  accountId = (await anAccount(db)).id
})

beforeEach(async () => {
  await db.endpoint.deleteMany()
  await db.alert.deleteMany()
  projectId = (await aProject(db)).id
})

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await server.drop()
  testEnv({ GAVEL_WEBHOOK_NETWORKS: '', GAVEL_LOG_LEVEL: '' })
})

const way = createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] })
/** What hangs is given up sooner than its 10 s. */
const hasty: Outgoing = (url, request) =>
  way(url, { ...request, signal: AbortSignal.any([request.signal, AbortSignal.timeout(400)]) })

async function aReceiver(): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver()
  onTestFinished(() => receiver.close())
  return receiver
}

async function anEndpoint(receiver: WebhookReceiver, of: string | null = projectId) {
  const id = newId()
  const added = await db.$transaction((tx) =>
    addEndpoint(tx, { accountId }, { projectId: of, id }, receiver.url),
  )
  if (!added.ok) throw new Error(added.failure)
  return { id, secret: added.value.secret }
}

const raise = (cause = newId()) =>
  db.$transaction((tx) => raiseAlerts(tx, [{ kind: 'storageTrouble', projectId, cause }]))
const onEndpoint = <Value>(id: string, work: (tx: Tx, endpoint: FoundEndpoint) => Promise<Value>) =>
  db.$transaction(async (tx) => {
    const endpoint = await findEndpoint(tx, id)
    if (!endpoint) throw new Error('There is no such endpoint')
    return work(tx, endpoint)
  })

/** One turn of the clock on a server, to its end. */
async function turn(ask: Outgoing = hasty, at = db): Promise<void> {
  await tellNews(at)
  const sender = createWebhookSender(at, ask, () => 0.5)
  await sender.turn()
  await sender.idle()
}

/** So much time goes by for messages and addresses. */
async function pass(seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "Delivery" SET "createdAt" = "createdAt" - make_interval(secs => ${seconds}), "nextAt" = "nextAt" - make_interval(secs => ${seconds})`
  await db.$executeRaw`
    UPDATE "Endpoint" SET "failingSince" = "failingSince" - make_interval(secs => ${seconds}),
      "leasedUntil" = "leasedUntil" - make_interval(secs => ${seconds}), "bothUntil" = "bothUntil" - make_interval(secs => ${seconds})`
}
const deliveries = () => db.delivery.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
const onlyDelivery = async () => {
  const [only] = await deliveries()
  if (!only) throw new Error('There is no delivery')
  return only
}

describe('a message', () => {
  test('is signed so that the receiver can tell it from any other, and holds no name', async () => {
    const receiver = await aReceiver()
    const { secret } = await anEndpoint(receiver)
    const session = await aSession(db, projectId, { name: 'Mia Keller sings' })
    await db.$transaction((tx) =>
      raiseAlerts(tx, [
        { kind: 'grantReused', projectId, sessionId: session.id, cause: newId(), details: { said: 'Mia' } },
      ]),
    )
    await turn()
    const [message] = receiver.received
    if (!message) throw new Error('Nothing came')
    expect(isFrom(secret, message)).toBe(true)
    expect(isFrom(secret, { ...message, body: `${message.body} ` })).toBe(false)
    expect(isFrom(`whsec_${Buffer.alloc(32).toString('base64')}`, message)).toBe(false)
    expect(JSON.parse(message.body)).toMatchObject({
      type: 'alert.raised',
      data: {
        sequence: 1,
        kind: 'grantReused',
        level: 'notice',
        projectId,
        sessionPlatformId: session.platformId,
      },
    })
    expect(message.body).not.toMatch(/Mia|Keller|Openmic|Ines|@/)
  })

  test('tells what happens to an alert in an order that can be told', async () => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    await raise('one')
    await db.$transaction((tx) => endAlerts(tx, ['one']))
    await turn()
    const told = receiver.received.map(({ body }) => JSON.parse(body))
    expect(told.map(({ type, data }) => [type, data.sequence])).toEqual([
      ['alert.raised', 1],
      ['alert.resolved', 2],
    ])
  })

  test('goes to who listens in its project or in all, and to nobody else', async () => {
    const receivers = await Promise.all([aReceiver(), aReceiver(), aReceiver()])
    const [here, everywhere, elsewhere] = receivers as [WebhookReceiver, WebhookReceiver, WebhookReceiver]
    await anEndpoint(here)
    await anEndpoint(everywhere, null)
    await anEndpoint(elsewhere, (await aProject(db)).id)
    await raise()
    await turn()
    expect(receivers.map(({ received }) => received.length)).toEqual([1, 1, 0])
  })
})

describe('a receiver that', () => {
  test.each<[string, 500 | 404 | 'hang' | 'hang-up' | 'endless' | 'redirect', string]>([
    ['fails', 500, 'answered 500'],
    ['knows nothing of it', 404, 'answered 404'],
    ['hangs', 'hang', 'timeout'],
    ['hangs up', 'hang-up', 'no-answer'],
    ['answers without an end', 'endless', 'answered 500'],
    ['sends it elsewhere', 'redirect', 'redirect'],
  ])('%s gets the same message under the same id later', async (_what, behaviour, failure) => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    receiver.behave(behaviour)
    await raise()
    await turn()
    expect(await onlyDelivery()).toMatchObject({ attempts: 1, failure, deliveredAt: null })
    // Nobody reads it: what leaves over there fills the pipe between, of which the system has some megabytes on loopback.
    expect(receiver.taken).toBeLessThan(16 * 1024 * 1024)
    await turn()
    expect(receiver.received).toHaveLength(1)
    receiver.behave(204)
    await pass(6)
    await turn()
    const [first, second, third] = receiver.received
    expect([second?.id, second?.body, third]).toEqual([first?.id, first?.body, undefined])
    expect(await onlyDelivery()).toMatchObject({ attempts: 2, failure: null, nextAt: null })
    expect(JSON.stringify(await deliveries())).not.toContain('nobody reads')
  })

  test('never takes it is given up after a day, and a person can have it sent again under its id', async () => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    await db.endpoint.updateMany({ data: { failures: -1_000 } }) // that it is turned off is another check
    receiver.behave(500)
    await raise()
    let hours = 0
    for (; hours < 30 && (await waits()); hours++) {
      await turn()
      await pass(3_600)
    }
    expect(hours).toBeGreaterThan(14)
    expect(hours).toBeLessThanOrEqual(25)
    const { id } = await onlyDelivery()
    receiver.behave(200)
    await db.$transaction(async (tx) => {
      const found = await findDelivery(tx, id)
      return found && redeliver(tx, found)
    })
    await turn()
    expect(new Set(receiver.received.map((one) => one.id))).toEqual(new Set([id]))
    expect((await onlyDelivery()).deliveredAt).not.toBeNull()
  })

  const waits = async () => {
    await tellNews(db)
    return (await onlyDelivery()).nextAt !== null
  }

  test('is bad delays the others by less than a second', async () => {
    const bad = await Promise.all([aReceiver(), aReceiver(), aReceiver()])
    const good = await aReceiver()
    for (const receiver of bad) {
      receiver.behave('hang')
      await anEndpoint(receiver, null)
    }
    await anEndpoint(good)
    await Promise.all(Array.from({ length: 5 }, () => raise()))
    const sender = createWebhookSender(db, way)
    await tellNews(db)
    await sender.turn()
    await eventually(() => bad.every(({ received }) => received.length === 1) || 'they are not asked yet')
    const begun = performance.now()
    await raise()
    await tellNews(db)
    await eventually(() => good.received.length >= 5 || 'the first have not come')
    await eventually(async () => {
      await sender.turn()
      return good.received.length === 6 || `${good.received.length} of 6 came`
    })
    expect((good.received.at(-1)?.at ?? 0) - begun).toBeLessThan(1_000)
    await Promise.all(bad.map((receiver) => receiver.close()))
    await sender.idle()
  })
})

describe('an address that only fails', () => {
  const failFor = async (receiver: WebhookReceiver, minutes: number) => {
    receiver.behave(500)
    for (let minute = 0; minute < minutes; minute += 5) {
      await raise()
      await turn()
      await pass(300)
    }
  }
  const alarms = (where: object = {}) => db.alert.findMany({ where: { kind: 'endpointDisabled', ...where } })

  test('is turned off after ten failures over an hour, with one alarm, and asked no more until it is turned on', async () => {
    const receiver = await aReceiver()
    const { id } = await anEndpoint(receiver)
    await failFor(receiver, 50)
    expect(await alarms()).toEqual([])
    await failFor(receiver, 30)
    expect(await alarms()).toMatchObject([
      { level: 'urgent', projectId, details: { host: new URL(receiver.url).host } },
    ])
    const asked = receiver.received.length
    await failFor(receiver, 10)
    expect([receiver.received.length, (await alarms()).length]).toEqual([asked, 1])
    receiver.behave(200)
    await onEndpoint(id, enableEndpoint)
    await turn()
    expect(await alarms({ resolvedAt: null })).toEqual([])
    expect(await db.delivery.count({ where: { nextAt: { not: null } } })).toBe(0)
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(await db.delivery.count())
    const record = await db.auditEntry.findMany({
      where: { subject: `endpoint:${id}` },
      select: { action: true },
    })
    expect(record).toEqual([{ action: 'endpoint.disable' }])
  })

  test('stays on when it fails often in a short time: a restart over there is no reason', async () => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    receiver.behave(500)
    for (let n = 0; n < 15; n++) {
      await raise()
      await turn()
    }
    expect(await db.endpoint.findFirstOrThrow()).toMatchObject({ disabledAt: null })
    receiver.behave(200)
    await pass(20)
    await turn()
    expect(await db.endpoint.findFirstOrThrow()).toMatchObject({ failures: 0, failingSince: null })
  })

  test('that was removed is told nothing more', async () => {
    const receiver = await aReceiver()
    const { id } = await anEndpoint(receiver)
    await raise()
    await tellNews(db)
    await onEndpoint(id, removeEndpoint)
    await raise()
    await turn()
    expect(receiver.received).toEqual([])
  })
})

describe('a secret', () => {
  test('that is replaced signs beside the new one for a day, and then no more', async () => {
    const receiver = await aReceiver()
    const { id, secret } = await anEndpoint(receiver)
    const rotated = await onEndpoint(id, rotateSecret)
    await raise()
    await turn()
    await pass(24 * 3_600 + 1)
    await raise()
    await turn()
    const [both, after] = receiver.received
    if (!rotated.ok || !both || !after) throw new Error('Not all came')
    expect([isFrom(secret, both), isFrom(rotated.value.secret, both)]).toEqual([true, true])
    expect([isFrom(secret, after), isFrom(rotated.value.secret, after)]).toEqual([false, true])
  })

  test('does not go to another address, by whatever way the address is changed (S4)', async () => {
    const [first, second] = [await aReceiver(), await aReceiver()]
    const { id, secret } = await anEndpoint(first)
    await db.endpoint.update({ where: { id }, data: { url: second.url } })
    await raise()
    await turn()
    expect([first.received, second.received]).toEqual([[], []])
    expect(await onlyDelivery()).toMatchObject({ failure: 'secret-shut' })
    const moved = await onEndpoint(id, (tx, endpoint) => moveEndpoint(tx, endpoint, `${second.url}/new`))
    await pass(10)
    await turn()
    const [message] = second.received
    if (!moved.ok || !message) throw new Error('It did not come')
    expect([isFrom(secret, message), isFrom(moved.value.secret, message)]).toEqual([false, true])
  })

  test('stands nowhere in clear', async () => {
    const { secret } = await anEndpoint(await aReceiver())
    const row = await db.endpoint.findFirstOrThrow()
    const bytes = Buffer.concat([row.wrappedKey, row.ciphertext]).toString('latin1')
    expect(JSON.stringify(row) + bytes).not.toContain(secret.slice(6))
    expect(row.secretEnd).toBe(secret.slice(-4))
  })
})

describe('R4 and R5: whatever dies or runs twice', () => {
  test('each message is sent once by servers that look at once', async () => {
    const receivers = await Promise.all([aReceiver(), aReceiver()])
    for (const receiver of receivers) await anEndpoint(receiver)
    for (let n = 0; n < 12; n++) await raise()
    await Promise.all([turn(way, db), turn(way, other)])
    await Promise.all([turn(way, db), turn(way, other)])
    for (const { received } of receivers)
      expect([received.length, new Set(received.map(({ id }) => id)).size]).toEqual([12, 12])
  })

  test('a server that dies after the message left and before it was noted: it comes again under the same id', async () => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    await raise()
    await tellNews(db)
    const dying = createWebhookSender(db, async (url, request) => {
      await way(url, request)
      return new Promise<never>(() => {}) // nothing is ever noted of it
    })
    await dying.turn()
    await eventually(() => receiver.received.length === 1 || 'nothing came')
    await turn(way, other)
    expect(receiver.received).toHaveLength(1)
    await pass(31)
    await turn(way, other)
    await turn(way, other)
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.received.map(({ id, body }) => id + body)).size).toBe(1)
    expect((await onlyDelivery()).deliveredAt).not.toBeNull()
  })

  test('an alert that was undone is told to nobody', async () => {
    const receiver = await aReceiver()
    await anEndpoint(receiver)
    const undone = db.$transaction(async (tx) => {
      await raiseAlerts(tx, [{ kind: 'storageTrouble', projectId, cause: newId() }])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await turn()
    expect(receiver.received).toEqual([])
  })
})
