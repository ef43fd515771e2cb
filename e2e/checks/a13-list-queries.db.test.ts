import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import { alertQuerySchema } from '#lib/alerts/model.ts'
import { bell, countAlerts, listAlerts } from '#lib/alerts/queries.ts'
import { savedSearches } from '#lib/archives/keep-search.ts'
import { countWaiting, listRequests } from '#lib/archives/request-queries.ts'
import { searchArchives } from '#lib/archives/search-archives.ts'
import { searchChoices } from '#lib/archives/search-choices.ts'
import type { ArchiveQuery } from '#lib/archives/search-model.ts'
import { keyChoices, listKeys } from '#lib/keys/queries.ts'
import { findSessions } from '#lib/live/find-sessions.ts'
import { listForKey } from '#lib/live/list-for-key.ts'
import { liveSnapshot } from '#lib/live/queries.ts'
import { recentPeaks } from '#lib/live/recent-peaks.ts'
import { recentTotals } from '#lib/live/recent-totals.ts'
import { visibleProjects } from '#lib/live/visible-projects.ts'
import { listPeople } from '#lib/people/queries.ts'
import { roleMatrix } from '#lib/people/role-queries.ts'
import { listProjects } from '#lib/projects/queries.ts'
import { exportEntries } from '#lib/record/export-entries.ts'
import { filterChoices } from '#lib/record/filter-choices.ts'
import type { EntryFilters } from '#lib/record/model.ts'
import { countNews, listEntries } from '#lib/record/queries.ts'
import { scopeOf } from '#lib/record/select-entries.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { endpointPage } from '#lib/webhooks/queries.ts'
import { sentDuring } from '../kit/count-statements.ts'
import { anActor, aProject } from '../kit/rows.ts'
import { rowsRead } from '../kit/rows-read.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * A13, the part of the database: in whose projects somebody may look stands in the question itself and is answered by an index.
 * What belongs to others is not read and thrown away, which one forgotten line would show.
 */
/** So many other projects, with so much of each kind in all of them; and so much in the own one. */
const [PROJECTS, FOREIGN, OWN] = [400, 2_400, 3]
/** More than any list of the own project reads of a table, and no more than the shortest page of what others have. */
const MOST = 100

let database: TestDatabase
let db: Database
let client: pg.Client
let own: string
let actor: Actor

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url, 2)
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  own = (await aProject(db)).id
  await client.query(OTHERS, [PROJECTS])
  await client.query(SESSIONS, [own, OWN, FOREIGN / PROJECTS])
  for (const statement of [
    SAMPLES,
    ARCHIVES,
    ACCOUNTS,
    HOLDINGS,
    REQUESTS,
    KEYS,
    ALERTS,
    ENDPOINTS,
    ENTRIES,
    HEAD,
  ])
    await client.query(statement)
  await client.query('ANALYZE')
  // Over so little the planner may well read a whole table: what is asked is whether there is a way past what belongs to others.
  await client.query('SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off')
  const all = Object.keys(PERMISSIONS) as Permission[] // the keys of the catalogue, by definition
  actor = anActor(all, new Set([own]))
}, 120_000)

afterAll(async () => {
  await client.end()
  await db.$disconnect()
  await database.drop()
})

const OTHERS = `INSERT INTO "Project" ("id", "name", "platform", "platformId")
  SELECT gen_random_uuid(), 'Project ' || n, 'opentok', '98' || n FROM generate_series(1, $1::int) n`
const SESSIONS = `INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt", "live", "connections")
  SELECT gen_random_uuid(), p."id", '2_' || p."id" || n, 'Evening ' || n, now(), true, n
  FROM "Project" p, generate_series(1, CASE WHEN p."id" = $1::uuid THEN $2::int ELSE $3::int END) n`
const SAMPLES = `INSERT INTO "CountSample" ("sessionId", "at", "connections", "publishers", "subscribers")
  SELECT s."id", now() - interval '5 minutes', 1, 1, 1 FROM "VideoSession" s`
const ARCHIVES = `INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt")
  SELECT gen_random_uuid(), s."projectId", s."id", s."platformId", 'available', now() - s."connections" * interval '1 minute'
  FROM "VideoSession" s`
const ACCOUNTS = `INSERT INTO "Account" ("id", "email", "name")
  SELECT s."id", s."id" || '@northlight.example', 'Person' FROM "VideoSession" s`
const HOLDINGS = `WITH made AS (
    INSERT INTO "Role" ("id", "key", "name", "permissions")
    VALUES (gen_random_uuid(), 'looker', 'Looker', '{session.view}') RETURNING "id"
  ) INSERT INTO "RoleHolding" ("id", "accountId", "roleId", "projectId")
  SELECT gen_random_uuid(), s."id", made."id", s."projectId" FROM "VideoSession" s, made`
const REQUESTS = `INSERT INTO "ArchiveRequest" ("id", "projectId", "sessionId", "askedById", "state", "expiresAt")
  SELECT gen_random_uuid(), s."projectId", s."id", s."id", CASE WHEN s."connections" = 1 THEN 'waiting' ELSE 'refused' END::"RequestState",
    now() + interval '1 hour'
  FROM "VideoSession" s`
const KEYS = `INSERT INTO "ApiKey" ("id", "name", "prefix", "hash", "scopes", "projectId", "createdById")
  SELECT gen_random_uuid(), 'Key', 'gavel_' || s."id", ''::bytea, '{session.read}', s."projectId", s."id"
  FROM "VideoSession" s`
const ALERTS = `INSERT INTO "Alert" ("id", "kind", "projectId", "sessionId", "cause", "resolvedAt")
  SELECT gen_random_uuid(), 'grantReused', s."projectId", s."id", s."id" || o, CASE o WHEN 'over' THEN now() END
  FROM "VideoSession" s, unnest(ARRAY['open', 'over']) o`
const ENDPOINTS = `WITH made AS (
    INSERT INTO "Endpoint" ("id", "projectId", "url", "createdById", "keyId", "wrappedKey", "ciphertext", "secretEnd")
    SELECT gen_random_uuid(), s."projectId", 'https://pager.example/', s."id", 'k1', '', '', '' FROM "VideoSession" s RETURNING "id"
  ) INSERT INTO "Delivery" ("id", "endpointId", "event", "body") SELECT gen_random_uuid(), "id", 'test', '{}' FROM made`
/** All by one person, and alike: what leads to the own ones is the project. */
const ENTRIES = `INSERT INTO "AuditEntry" ("seq", "at", "phase", "action", "actorId", "projectId", "subject", "reason",
    "details", "requestId", "prevHash", "hash")
  SELECT row_number() OVER w, now() - interval '1 hour' + row_number() OVER w * interval '1 second', 'event', 'session.warn', (SELECT min("id"::text)::uuid FROM "Account"),
    s."projectId", 'session:' || s."id", 'Noise', '{}', gen_random_uuid()::text, ''::bytea, ''::bytea
  FROM "VideoSession" s WINDOW w AS (ORDER BY s."id")`
const HEAD = 'UPDATE "AuditHead" SET "seq" = (SELECT max("seq") FROM "AuditEntry")'

const somebody = async () => (await db.account.findFirstOrThrow({ orderBy: { id: 'asc' } })).id
const recordings = (query: ArchiveQuery) => searchArchives(actor, query, 'UTC', db)
const list = (filters: EntryFilters, before?: number) =>
  listEntries(actor, { filters, timeZone: 'UTC', before }, db)

async function exported(filters: EntryFilters): Promise<void> {
  const pages = exportEntries(db, scopeOf(actor, 'audit.export', filters, 'UTC'), 'jsonl')
  for await (const page of pages) expect(page).toContain(own)
}

const alerts = (show: 'open' | 'resolved' | 'mine', after?: string) =>
  listAlerts(actor, { ...alertQuerySchema.parse({ show }), after }, db)

const LISTS: [string, () => Promise<unknown>][] = [
  ['live sessions', () => liveSnapshot(actor, db)],
  ['sessions found by name', () => findSessions(actor, db)],
  ['sessions for a key', () => listForKey(new Set([own]), db)],
  ['totals of the last quarter of an hour', () => recentTotals(actor, db)],
  ['peaks of the last quarter of an hour', () => recentPeaks(actor, db)],
  ['projects to choose from', () => visibleProjects(actor, db)],
  ['recordings', () => recordings({})],
  ['recordings after one', async () => recordings({ after: (await recordings({})).archives[1]?.id })],
  ['recordings by words', () => recordings({ text: 'karaoke' })],
  ['recordings of a moderator', async () => recordings({ moderator: await somebody() })],
  ['recordings with a finding', () => recordings({ has: 'finding' })],
  ['what recordings are filtered by', () => searchChoices(actor, db)],
  ['searches that are kept', () => savedSearches(actor, db)],
  ['requests that wait', () => listRequests(actor, 'waiting', db)],
  ['requests that were decided', () => listRequests(actor, 'decided', db)],
  ['how many requests wait', () => countWaiting(actor, db)],
  ['open alerts', () => alerts('open')],
  ['open alerts after one', async () => alerts('open', (await alerts('open')).alerts[1]?.id)],
  ['alerts that are over', () => alerts('resolved')],
  ['alerts after one that is over', async () => alerts('resolved', (await alerts('resolved')).alerts[1]?.id)],
  ['alerts of one’s own', () => alerts('mine')],
  ['how many alerts are open', () => countAlerts(actor, db)],
  ['the bell', () => bell(actor, db)],
  ['webhooks and what was sent', () => endpointPage(actor, db)],
  ['keys', () => listKeys(actor, db)],
  ['what a key can be made for', () => keyChoices(actor, db)],
  ['projects', () => listProjects(actor, db)],
  ['people', () => listPeople(actor, db)],
  ['roles and who holds them', () => roleMatrix(actor, db)],
  ['the record', () => list({})],
  ['the record from its middle', () => list({}, FOREIGN / 2)],
  ['the record of somebody', async () => list({ person: await somebody() })],
  ['the record of an action', () => list({ action: 'session.warn' })],
  ['the record of a phase', () => list({ phase: 'event' })],
  ['the record by words', () => list({ text: 'noise' })],
  ['the record by words nobody wrote', () => list({ text: 'nothing of the kind' })],
  ['the record of days', () => list({ from: '2001-01-01', to: '2099-01-01' })],
  ['news of the record', () => countNews(actor, { filters: {}, timeZone: 'UTC', after: 0 }, db)],
  ['what the record is filtered by', async () => filterChoices(actor, await somebody(), db)],
  ['the record as a file', () => exported({})],
  ['somebody’s part of the record as a file', async () => exported({ person: await somebody() })],
]

test.each(LISTS)('%s: of other projects nothing is even read', async (_what, work) => {
  const sent = await sentDuring(work)
  const questions = sent.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text))
  expect(questions.length).toBeGreaterThan(0)
  for (const question of questions) {
    const read = [...(await rowsRead(client, question))]
    expect([question.text, read.filter(([, count]) => count >= MOST)]).toEqual([question.text, []])
  }
})

test('what is read and thrown away is counted', async () => {
  const text = 'SELECT count(*) FROM "VideoSession" WHERE "name" = $1'
  const read = await rowsRead(client, { text, values: ['nothing'] })
  expect(read.get('VideoSession')).toBe(FOREIGN + OWN)
})
