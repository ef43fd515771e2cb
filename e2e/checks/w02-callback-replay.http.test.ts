import { afterAll, beforeAll, expect, test } from 'vitest'
import { wire } from '../kit/callbacks.ts'
import { type LiveSite, sharedLiveSite } from '../kit/live-site.ts'

/** W2: whatever is sent again, however and wherever, is stored once and told once. */

let site: LiveSite

beforeAll(async () => {
  site = await sharedLiveSite()
}, 300_000)

afterAll(() => site?.end())

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)
const stored = (connection: string) =>
  site.db.platformEvent.count({ where: { projectId: site.project.id, subject: connection } })
const told = (where: object = {}) =>
  site.db.feedEntry.count({ where: { projectId: site.project.id, ...where } })

test('the same callback a hundred times at once, at two servers, is one event and one change', async () => {
  const event = wire.joined('c-many')
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => site.deliver(index % 2, event)))
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
  expect(await stored('c-many')).toBe(1)
  expect(await told({ kind: 'event' })).toBe(1)
})

test('the same event newly signed is a duplicate, and nothing new is told', async () => {
  const event = wire.joined('c-again')
  expect((await site.deliver(0, event)).status).toBe(200)
  const before = await told()
  expect((await site.deliver(1, event, { claims: { jti: 'another' } })).status).toBe(200)
  expect(await stored('c-again')).toBe(1)
  expect(await told()).toBe(before)
})

test('a signature that is too old to be a first delivery does not bring a known event again', async () => {
  const event = wire.joined('c-late')
  expect((await site.deliver(0, event, { now: ago(10) })).status).toBe(200)
  expect(await site.deliver(1, event, { now: ago(301) })).toMatchObject({ status: 401, code: 'replayed' })
})

test('what could not be delivered for hours is taken when it comes at last, and not after a day', async () => {
  expect((await site.deliver(0, wire.joined('c-hours'), { now: ago(6 * 3_600) })).status).toBe(200)
  expect(await stored('c-hours')).toBe(1)
  const tooOld = await site.deliver(0, wire.joined('c-days'), { now: ago(2 * 86_400) })
  expect(tooOld).toMatchObject({ status: 401, code: 'too-old' })
})

test('a callback of a project that does not exist is not found, signed or not', async () => {
  const unknown = await fetch(`${site.nodes[0]?.url}/api/callbacks/123456`, { method: 'POST', body: '{}' })
  expect(unknown.status).toBe(404)
})
