import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCallback } from '#lib/live/callback-schema.ts'
import { createIngest } from '#lib/live/ingest.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { wire } from '../kit/callbacks.ts'
import { aProject } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** W5: valid callbacks, mutated. Each is stored or refused with a reason; none breaks anything. */

const RUNS = 80
const IN_ONE_RUN = 250

let server: TestDatabase
let db: Database

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})

afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const at = Date.UTC(2026, 10, 24)
const common = { session: '2_Fuzz', at }
const valid = fc.constantFrom<object>(
  wire.joined('c-1', { ...common, data: 'u=42' }),
  wire.left('c-1', common),
  wire.published('t-1', 'c-1', common),
  wire.ended(common),
  wire.archive('a-1', 'available', common),
)

const HOSTILE: unknown[] = [
  null,
  true,
  -0,
  1e308,
  -1,
  2 ** 53,
  Date.UTC(1970, 0, 1),
  Date.UTC(9999, 11, 31),
  8.64e15,
  'NaN',
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202emia',
  'x'.repeat(3_000),
  '../../archive',
  '__proto__',
  'moonrise',
  [],
  [[]],
  {},
  { id: 'c-1' },
  { __proto__: null, toString: 1 },
  { id: { id: 'c-1' } },
]

const path = fc.constantFrom<string[]>(
  ['event'],
  ['sessionId'],
  ['timestamp'],
  ['reason'],
  ['connection'],
  ['connection', 'id'],
  ['connection', 'data'],
  ['connection', 'createdAt'],
  ['stream'],
  ['stream', 'id'],
  ['stream', 'name'],
  ['stream', 'connection'],
  ['stream', 'connection', 'id'],
  ['stream', 'createdAt'],
  ['status'],
  ['id'],
  ['duration'],
  ['size'],
  ['createdAt'],
  ['hasAudio'],
  ['constructor'],
  ['__proto__'],
  ['extra'],
)

/** `undefined` takes the member away. */
const mutation = fc.record({
  path,
  value: fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue(), fc.constant(undefined)),
})
const mutated = fc
  .record({ event: valid, mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }) })
  .map(({ event, mutations }) => mutations.reduce<string>(mutate, JSON.stringify(event)))

function mutate(json: string, { path, value }: { path: string[]; value: unknown }): string {
  const root: unknown = JSON.parse(json)
  const last = path.at(-1) ?? ''
  let holder: unknown = root
  for (const key of path.slice(0, -1)) holder = isObject(holder) ? holder[key] : undefined
  if (isObject(holder))
    Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true })
  return JSON.stringify(root)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

test('twenty thousand mutated callbacks: each is stored or refused with a reason', {
  timeout: 180_000,
}, async () => {
  const projectId = (await aProject(db)).id
  const store = createIngest(db)
  await fc.assert(
    fc.asyncProperty(fc.array(mutated, { minLength: IN_ONE_RUN, maxLength: IN_ONE_RUN }), async (bodies) => {
      const answers = await Promise.all(
        bodies.map(async (body) => {
          const callback = parseCallback(body, '123', new Date(at + 1_000))
          return callback.ok
            ? store({ projectId, verified: true, callback: callback.value })
            : callback.failure
        }),
      )
      for (const answer of answers) expect(answer).toMatch(/^(stored|duplicate|not-a-callback)$/)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('extra')
  const kept = await db.platformEvent.findFirst({ where: { kind: 'moonrise' } })
  expect(kept).not.toBeNull()
})
