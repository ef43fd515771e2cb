import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNamed, replyOf } from '../kit/action-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer, Visitor } from '../kit/visitor.ts'

/** N10: one request, whatever is in it, costs the others little: it is refused soon, and nothing of it stays. */
/** Somebody else is answered well within this, where a server that is held up would take minutes. */
const SOON_MS = 5_000
const KEPT_MB = 100
/** Of the processor, for one request: the loop stands still for no longer than that, however busy the machine is. */
const COMPUTED_MS = 200
/** What an action may be sent. */
const LIMIT = 65_536

let site: Site
let admin: Visitor
let action: string
/** Begun before everything else, which is answered meanwhile. */
let slow: Promise<{ statuses: number[]; afterMs: number }>

beforeAll(async () => {
  site = await sharedSite()
  admin = (await site.signedIn('admin')).visitor
  action = actionNamed(site.buildDir, 'invite').id
  slow = manySlowly()
}, 600_000)

afterAll(() => site?.end())

type Body = { type: string; text: string }

const plain = (text: string): Body => ({ type: 'text/plain;charset=UTF-8', text })

function multipart(fields: readonly (readonly [string, string])[], boundary = 'x-gavel'): Body {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { type: `multipart/form-data; boundary=${boundary}`, text: `${parts.join('')}--${boundary}--\r\n` }
}

const many = (count: number, one: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join(',')
const chain = (length: number, width: number) =>
  Array.from({ length }, (_, at) => [`${at + 1}`, `[${many(width, () => `"$${at + 2}"`)}]`] as const)

const BODIES: [string, () => Body][] = [
  ['thirty thousand lists in each other', () => plain(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
  ['an object as deep', () => plain(`[${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}]`)],
  ['six thousand keys', () => plain(`[{${many(6_000, (at) => `"k${at}":1`)}}]`)],
  ['a hundred thousand keys', () => plain(`[{${many(100_000, (at) => `"k${at}":1`)}}]`)],
  [
    'parts that refer to each other',
    () =>
      multipart([
        ['0', '["$1"]'],
        ['1', '["$0"]'],
      ]),
  ],
  [
    'parts that wait for each other',
    () =>
      multipart([
        ['0', '["$@1"]'],
        ['1', '"$@0"'],
      ]),
  ],
  [
    'a part that is its own promise',
    () =>
      multipart([
        ['0', '[{"then":"$1:then"}]'],
        ['1', '"$@0"'],
      ]),
  ],
  [
    'ten thousand references',
    () =>
      multipart([
        ['0', `[${many(10_000, () => '"$1"')}]`],
        ['1', '{"a":1}'],
      ]),
  ],
  [
    'a hundred thousand references',
    () =>
      multipart([
        ['0', `[${many(100_000, () => '"$1"')}]`],
        ['1', '{"a":1}'],
      ]),
  ],
  [
    'references that grow tenfold twelve times',
    () => multipart([['0', '["$1"]'], ...chain(12, 10), ['13', '[1]']]),
  ],
  ['a number of sixty thousand digits', () => plain(`["$n${'9'.repeat(60_000)}"]`)],
  [
    'five hundred fields of one form',
    () => multipart([['0', '["$K1"]'], ...Array.from({ length: 500 }, (_, at) => [`1_${at}`, 'x'] as const)]),
  ],
  ['two thousand parts', () => multipart(Array.from({ length: 2_000 }, (_, at) => [`${at}`, '1'] as const))],
  ['a boundary of two thousand characters', () => multipart([['0', '[{}]']], 'y'.repeat(2_000))],
  [
    'ten megabytes in a part',
    () =>
      multipart([
        ['0', '[{}]'],
        ['1', 'x'.repeat(10_000_000)],
      ]),
  ],
  ['ten megabytes of nothing in particular', () => plain('x'.repeat(10_000_000))],
  ['half an object', () => plain('[{')],
  [
    'names of what objects inherit',
    () => plain('[{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}]'),
  ],
]

function post({ type, text }: Body, more: Record<string, string> = {}): Promise<Answer> {
  const headers = {
    'next-action': action,
    'content-type': type,
    'sec-fetch-site': 'same-origin',
    accept: 'text/x-component',
  }
  return admin.copy().send('POST', '/live', { headers: { ...headers, ...more }, body: text })
}

/** By its status; by the door's own answer; or, where the framework gave up before the door, by a row that says so. */
const isRefused = (answer: Answer) =>
  (answer.status >= 400 && answer.status < 500) ||
  replyOf(answer)?.ok === false ||
  /^\d+:E\{/m.test(answer.body)

function memory(): number {
  const status = readFileSync(`/proc/${site.nodes[0]?.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024
}

/**
 * What the server has computed so far. A delay of its loop would be longer the more others do on this machine; this is not, and
 * nothing can hold the loop up for longer than it computes.
 */
function computedMs(): number {
  const stat = readFileSync(`/proc/${site.nodes[0]?.pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) * TICK_MS
}
const least = (costs: readonly number[]) => Math.min(...costs, Number.POSITIVE_INFINITY)
/** In such steps Linux counts it, on every machine of today. */
const TICK_MS = 10

test('while many send a byte a second, others are answered', async () => {
  const started = performance.now()
  expect((await admin.copy().send('GET', '/api/sessions')).status).toBe(200)
  expect(performance.now() - started).toBeLessThan(SOON_MS)
  expect(await Promise.race([slow, 'they still send'])).toBe('they still send')
})

describe('an action is sent', () => {
  test.each(BODIES)('%s: it is refused, and somebody else does not wait for it', async (_what, body) => {
    const before = await site.db.account.count()
    const started = performance.now()
    const sent = body()
    const [answer, other] = await Promise.all([post(sent), site.visitor().send('GET', '/api/health')])
    if (sent.text.length > LIMIT) expect(answer.status).toBe(413)
    expect(performance.now() - started).toBeLessThan(SOON_MS)
    expect([answer.status < 500, isRefused(answer), other.status]).toEqual([true, true, 200])
    expect(await site.db.account.count()).toBe(before)
  })

  test.each(BODIES)('%s: reading it does not hold up everybody else', async (_what, body) => {
    const sent = body()
    const costs: number[] = []
    // The least of some: what the server does by itself meanwhile is not what this cost.
    for (let time = 0; time < 5 && least(costs) >= COMPUTED_MS; time++) {
      const before = computedMs()
      await post(sent)
      costs.push(computedMs() - before)
    }
    expect(least(costs)).toBeLessThan(COMPUTED_MS)
  })

  test('all of that, again and again, and the server is no larger for it', async () => {
    for (const [, body] of BODIES) await post(body()) // what is only loaded once is no growth
    const before = memory()
    for (let round = 0; round < 3; round++) for (const [, body] of BODIES) await post(body())
    expect(memory() - before).toBeLessThan(KEPT_MB)
  })

  test('ten megabytes that do not say how long they are: no more of them is kept than of any', async () => {
    const answer = await post(plain('x'.repeat(10_000_000)), { 'transfer-encoding': 'chunked' })
    expect([answer.status < 500, isRefused(answer)]).toEqual([true, true])
  })
})

/** Sends a body a byte at a time for as long as somebody listens; resolves with the status, 0 when the line was cut. */
function sendSlowly(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const line = request(new URL(path, site.nodes[0]?.url), {
      method: 'POST',
      agent: false,
      headers: {
        cookie: admin.cookie,
        'sec-fetch-site': 'same-origin',
        'content-length': '4000',
        ...headers,
      },
    })
    const drip = setInterval(() => line.write('['), 1_000)
    const end = (status: number) => {
      clearInterval(drip)
      line.destroy()
      resolve(status)
    }
    line.on('response', ({ statusCode = 0 }) => end(statusCode)).on('error', () => end(0))
    line.write('[')
  })
}

async function manySlowly() {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const started = performance.now()
  const statuses = await Promise.all([
    ...Array.from({ length: 20 }, () =>
      sendSlowly('/live', { 'next-action': action, 'content-type': 'text/plain' }),
    ),
    sendSlowly('/api/auth/callback/credentials', form),
    sendSlowly('/sign-in', { 'content-type': 'multipart/form-data; boundary=x' }),
  ])
  return { statuses, afterMs: performance.now() - started }
}

test('a byte a second is listened to for half a minute at most', async () => {
  const { statuses, afterMs } = await slow
  expect(statuses.filter((status) => status !== 408)).toEqual([])
  expect(afterMs).toBeLessThan(40_000)
})
