import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aProjectFullOf, type FullProject } from '../kit/a-project-full.ts'
import { callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { ACTION_INPUTS, type Things } from './fixtures/action-inputs.ts'

/**
 * A13: no filter, cursor or argument becomes a part of a question to the database. Whatever is written there, nothing of another
 * project shows, nothing is done, and the answer is one that was meant: a refusal in words, or as if it were not there.
 */
const FOREIGN = `Foreign${randomBytes(6).toString('hex')}`
const OWN = `Own${randomBytes(6).toString('hex')}`
const INJECTED = `Injected${randomBytes(6).toString('hex')}`
/** So many requests of each kind; a hundred times as many find no more, but may. */
const RUNS = Number(process.env.GAVEL_HOSTILE_RUNS ?? 60)

let site: Site
let foreign: FullProject
let own: FullProject
let narrow: SignedIn
let roleId: string

beforeAll(async () => {
  site = await sharedSite()
  foreign = await aProjectFullOf(site.db, FOREIGN)
  own = await aProjectFullOf(site.db, OWN)
  // Nobody may be asked there, so nobody is.
  const apiUrl = 'https://127.0.0.1:8443'
  const both = { in: [own.projectId, foreign.projectId] }
  await site.db.project.updateMany({ where: { id: both }, data: { apiUrl } })
  narrow = await aHolder(site, 'admin', own.projectId)
  roleId = (await site.db.role.findUniqueOrThrow({ where: { key: 'reviewer' } })).id
}, 600_000)

afterAll(() => site?.end())

const FILTERS = ['person', 'action', 'from', 'to', 'project', 'phase', 'subject', 'text']
const NO_SUCH = ['sort', 'order', 'orderBy', 'where', 'select', 'limit', 'cursor', '__proto__']
const PAGES: Record<string, string[]> = {
  '/audit': [...FILTERS, 'before', 'entry', ...NO_SUCH],
  '/archives': ['after', ...NO_SUCH],
  '/requests': ['show', ...NO_SUCH],
  '/live': ['project', 'q', ...NO_SUCH],
  '/admin/people': NO_SUCH,
  '/admin/keys': NO_SUCH,
  '/admin/projects': NO_SUCH,
}
const ROUTES: Record<string, string[]> = {
  '/api/audit/export?format=jsonl': [...FILTERS, 'format', ...NO_SUCH],
  '/api/audit/export?format=csv': FILTERS,
  '/api/audit/head?after=0': [...FILTERS, 'after', ...NO_SUCH],
  '/api/feed?since=0': ['since', 'sessions'],
}

const SQL = [
  "'",
  "' OR '1'='1",
  "') OR 1=1 --",
  `'; UPDATE "Account" SET "name" = '${INJECTED}' --`,
  `" OR "projectId" IS NOT NULL --`,
  '\' UNION SELECT * FROM "AuditEntry" --',
  '1; SELECT pg_sleep(60)',
  '\\',
  "%' ESCAPE '",
  '%',
  '$1',
  '{"contains":""}',
  '{"in":["x"]}',
  '-1',
  '1e400',
  '99999999999999999999',
  '0000-01-01',
  '9999-12-31',
  '\0',
  "\0' OR 1=1 --",
  'null',
  'NaN',
  'everywhere',
]

/** What nobody would write, and what somebody would who knows of the other project. */
const hostile = () =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...SQL) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        foreign.projectId,
        foreign.sessionId,
        foreign.archiveId,
        foreign.accountId,
        String(foreign.entry),
        `session:${foreign.sessionId}`,
        `archive:${foreign.archiveId}`,
        FOREIGN,
      ),
    },
  )

/** A place of one of these addresses, and what is written there. */
function tampered(places: Record<string, string[]>) {
  const pairs = Object.entries(places).flatMap(([path, names]) => names.map((name) => ({ path, name })))
  return fc.tuple(fc.constantFrom(...pairs), hostile()).map(([{ path, name }, value]) => {
    const url = new URL(path, 'http://localhost')
    url.searchParams.set(name, value.toWellFormed())
    return url.pathname + url.search
  })
}

const isInjected = async () => (await site.db.account.count({ where: { name: INJECTED } })) > 0

test('a page shows what it would show without what makes no sense, and nothing of another project', async () => {
  await fc.assert(
    fc.asyncProperty(tampered(PAGES), async (path) => {
      const { status, body } = await narrow.visitor.send('GET', path)
      // What was asked for stands in the page's own address, which is sent back.
      const shown = body.replaceAll(new URL(path, 'http://localhost').search.slice(1), '')
      expect([status, shown.includes(`${FOREIGN} `)]).toEqual([200, false])
    }),
    { numRuns: RUNS },
  )
  expect(await isInjected()).toBe(false)
}, 180_000)

test('a route answers with what is there, or says what is wrong, and gives nothing of another project', async () => {
  await fc.assert(
    fc.asyncProperty(tampered(ROUTES), async (path) => {
      const { status, body } = await narrow.visitor.send('GET', path)
      expect([200, 400]).toContain(status)
      expect(body).not.toContain(FOREIGN)
    }),
    { numRuns: RUNS },
  )
  expect(await isInjected()).toBe(false)
}, 180_000)

describe('a cursor that was tampered with', () => {
  test.each(['0', '-1', '1.5', 'x', "1' OR 1=1", '1e400', '\0', '9'.repeat(40)])(
    'is refused by a route: %j',
    async (value) => {
      const path = `/api/audit/head?after=${encodeURIComponent(value)}`
      const { status, body } = await narrow.visitor.send('GET', path)
      expect([status, JSON.parse(body).code]).toEqual(value === '0' ? [200, undefined] : [400, 'bad-input'])
    },
  )

  test.each(['', 'x', "' OR 1=1 --", '\0', '01932f5e-0000-7000-8000-000000000000', 'foreign'])(
    'begins the list of recordings from its top: %j',
    async (value) => {
      const after = value === 'foreign' ? foreign.archiveId : value
      const { body } = await narrow.visitor.send('GET', `/archives?after=${encodeURIComponent(after)}`)
      expect(body).toContain(`${OWN} archive`)
      expect(body).not.toContain(FOREIGN)
    },
  )

  test.each(['before=x', 'before=0', 'before=1e400', 'before=-1', 'entry=x', 'before=%00'])(
    'begins the record from its top: %s',
    async (query) => {
      const { body } = await narrow.visitor.send('GET', `/audit?${query}`)
      expect(body).toContain(`${OWN} recorded`)
      expect(body).not.toContain(FOREIGN)
    },
  )
})

test('an argument of an action is text or it is refused; it never breaks a door', async () => {
  const things: Things = { projectId: own.projectId, roleId, db: site.db }
  const ids = new Map(deployedActions(site.buildDir).map(({ name, id }) => [name, id]))
  const inputs = await Promise.all(
    Object.entries(ACTION_INPUTS).map(async ([name, make]) => ({ name, input: await make(things) })),
  )
  const places = inputs.flatMap(({ name, input }) =>
    Object.keys(input)
      .filter((key) => typeof input[key] === 'string')
      .map((key) => ({ name, key, input })),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), hostile(), async ({ name, key, input }, value) => {
      // As the framework's own script writes text that begins like one of its references.
      const written = value.startsWith('$') ? `$${value}` : value
      const answer = await callAction(narrow.visitor, ids.get(name) ?? '', { ...input, [key]: written })
      const reply = replyOf(answer)
      const code = reply?.ok ? 'done' : reply?.code
      expect(['unavailable', 'too-slow', undefined]).not.toContain(code)
      expect(answer.body).not.toContain(FOREIGN)
    }),
    { numRuns: RUNS },
  )
  expect(await isInjected()).toBe(false)
}, 180_000)
