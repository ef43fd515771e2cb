import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../conformance/eventually.ts'
import type { CallbackFault } from '../faults/faults.ts'
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { testProject } from '../testing/test-project.ts'
import { type CallbackQueue, createCallbackQueue } from './callback-queue.ts'

let receiver: CallbackReceiver
let queue: CallbackQueue
let faults: CallbackFault[]
let clock: FakeClock
let project: ReturnType<typeof testProject>

beforeEach(async () => {
  faults = []
  clock = createFakeClock()
  receiver = await startCallbackReceiver()
  project = testProject({ callbackUrl: receiver.url })
  queue = createCallbackQueue({ clock, log: () => undefined, fault: () => faults.shift() ?? null })
})

afterEach(async () => {
  queue.close()
  await receiver.close()
})

const arrived = (count: number) =>
  eventually(() => receiver.received.length === count || `${receiver.received.length} of ${count} arrived`)
const told = (event: string) => queue.send(project, { event })
const events = () => receiver.received.map(({ body }) => body.event)
const fault = (answer: CallbackFault['answer']): CallbackFault => ({
  target: 'callbacks',
  answer,
  delayMs: 60_000,
})

test('a callback is signed over its bytes with the signature secret', async () => {
  told('sessionCreated')
  await arrived(1)
  const [{ text, authorization } = { text: '', authorization: '' }] = receiver.received
  const token = authorization.replace('Bearer ', '')
  const secret = Buffer.from(project.signatureSecret)
  const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], currentDate: clock.now() })
  expect(payload).toEqual({
    iss: 'Vonage',
    iat: clock.now().getTime() / 1000,
    jti: expect.any(String),
    payload_hash: createHash('sha256').update(text).digest('hex'),
    api_key: project.apiKey,
  })
})

test('a failed one is tried after 5 s, doubling to 15 min, signed anew each time, until it is taken', async () => {
  receiver.answer(503)
  told('sessionCreated')
  await arrived(1)
  for (const seconds of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]) {
    const before = receiver.received.length
    await eventually(() => queue.counts().waiting === 1 || 'it does not wait')
    clock.advance(seconds * 1000 - 1)
    expect(receiver.received).toHaveLength(before)
    clock.advance(1)
    await arrived(before + 1)
  }
  receiver.answer(200)
  await eventually(() => queue.counts().waiting === 1 || 'it does not wait')
  clock.advance(900_000)
  await eventually(() => queue.counts().waiting + queue.counts().inFlight === 0 || 'it still waits')
  expect(new Set(receiver.received.map(({ authorization }) => authorization)).size).toBe(
    receiver.received.length,
  )
})

test('only 200 is taken; a redirect is not followed', async () => {
  receiver.answer(204)
  told('sessionCreated')
  await arrived(1)
  await eventually(() => queue.counts().waiting === 1 || 'it does not wait')
})

test('after a day it is given up', async () => {
  receiver.answer(500)
  told('sessionCreated')
  const settled = () => queue.counts().inFlight === 0 || 'it is still asked'
  await arrived(1)
  await eventually(settled)
  while (queue.counts().waiting === 1) {
    const before = receiver.received.length
    clock.advance(900_000)
    await arrived(before + 1)
    await eventually(settled)
  }
  // A day of quarters of an hour, and the first.
  expect(receiver.received).toHaveLength(97)
})

test('a project without a callback address is told nothing', () => {
  queue.send({ ...project, callbackUrl: null }, { event: 'sessionCreated' })
  expect(queue.counts()).toEqual({ waiting: 0, inFlight: 0 })
})

describe('faults', () => {
  test('lose, delay, double and unsign callbacks', async () => {
    faults = [fault('drop'), fault('delay'), fault('duplicate'), fault('unsigned')]
    for (const event of ['dropped', 'delayed', 'doubled', 'unsigned']) told(event)
    await arrived(3)
    expect(events().sort()).toEqual(['doubled', 'doubled', 'unsigned'])
    expect(receiver.received.find(({ body }) => body.event === 'unsigned')?.authorization).toBe('')
    clock.advance(60_000)
    await arrived(4)
    expect(events()).toContain('delayed')
  })

  test('reorder lets the next one pass first', async () => {
    faults = [fault('reorder')]
    told('first')
    told('second')
    await arrived(2)
    expect(events()).toEqual(['second', 'first'])
  })
})
