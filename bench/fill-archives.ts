import { randomUUID } from 'node:crypto'
import pg from 'pg'

const DAYS = 365
const TABLES = ['Archive', 'ArchiveSearch', 'PlatformEvent', 'Action', 'Finding', 'VideoSession'] as const

export type FilledArchives = { projects: string[]; moderators: string[]; archives: string[] }

/**
 * So many recordings, one of each session, with `markers` events, actions and findings each: every tenth had an action, every
 * fiftieth has a finding, every five hundredth was lost. As fast as PostgreSQL takes them: without triggers and indexes.
 */
export async function fillArchives(url: string, count: number, markers: number): Promise<FilledArchives> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      "SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'",
    )
    const indexes = await takeIndexes(client)
    const { projects, moderators } = await fillPeople(client)
    for (const text of [SESSIONS, ARCHIVES, ACTIONS, FINDINGS])
      await client.query(text, [count, projects, moderators, DAYS].slice(0, placeholdersOf(text)))
    await client.query(EVENTS, [count, markers - 1])
    for (const { definition } of indexes) await client.query(definition)
    await client.query(SEARCH, [count, moderators])
    await client.query('VACUUM ANALYZE')
    const { rows } = await client.query<{ id: string }>(
      'SELECT "id" FROM "Archive" ORDER BY "startedAt" DESC OFFSET $1 LIMIT 400',
      [Math.trunc(count / 2)],
    )
    return { projects, moderators, archives: rows.map(({ id }) => id) }
  } finally {
    await client.end()
  }
}

/** A statement names as many of the values as it needs. */
const placeholdersOf = (text: string): number =>
  Math.max(...[...text.matchAll(/\$(\d)/g)].map(([, n]) => Number(n)))

async function takeIndexes(client: pg.Client): Promise<{ definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
     WHERE i.tablename = ANY($1) AND i.indexname NOT LIKE '%_pkey'
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [TABLES],
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`)
  return rows
}

async function fillPeople(client: pg.Client): Promise<{ projects: string[]; moderators: string[] }> {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID())
  const [projects, moderators] = [ids(4), ids(40)]
  await client.query(
    `INSERT INTO "Project" ("id", "name", "platform", "platformId") SELECT id, 'Project ' || n, 'opentok', n::text
     FROM unnest($1::uuid[]) WITH ORDINALITY AS p(id, n)`,
    [projects],
  )
  await client.query(
    `INSERT INTO "Account" ("id", "email", "name") SELECT id, id || '@northlight.example', 'Moderator ' || n
     FROM unnest($1::uuid[]) WITH ORDINALITY AS a(id, n)`,
    [moderators],
  )
  return { projects, moderators }
}

/** Ids follow from the number, so that one statement finds what another wrote. */
const id = (kind: string, n: string) => `(md5('${kind}' || ${n}))::uuid`
const begin = (n: string, days: string, count: string) =>
  `(now() - make_interval(days => ${days}) + (${n}::float / ${count}) * make_interval(days => ${days}))`

const SESSIONS = `
  INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt")
  SELECT ${id('session', 'n')}, ($2::uuid[])[1 + n % 4], 'session-' || n, 'Session in room ' || n % 10000, now()
  FROM generate_series(1, $1::int) n`
const ARCHIVES = `
  INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt", "stoppedAt", "duration", "size")
  SELECT ${id('archive', 'n')}, ($2::uuid[])[1 + n % 4], ${id('session', 'n')}, 'archive-' || n,
    CASE WHEN n % 500 = 0 THEN 'expired' ELSE 'available' END::"ArchiveState", ${begin('n', '$4::int', '$1::int')},
    ${begin('n', '$4::int', '$1::int')} + make_interval(mins => 5 + n % 170), (5 + n % 170) * 60, 1000000
  FROM generate_series(1, $1::int) n WHERE cardinality($3::uuid[]) > 0`
const ACTIONS = `
  INSERT INTO "Action" ("id", "kind", "projectId", "sessionId", "actorId", "state", "askedAt", "requestId")
  SELECT ${id('action', 'n')}, CASE WHEN n % 1000 = 0 THEN 'disconnect' ELSE 'mute' END::"ActionKind",
    ($2::uuid[])[1 + n % 4], ${id('session', 'n')}, ($3::uuid[])[1 + n % 40], 'confirmed',
    ${begin('n', '$4::int', '$1::int')} + interval '1 minute', n::text
  FROM generate_series(10, $1::int, 10) n`
const FINDINGS = `
  INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
  SELECT ${id('finding', 'n')}, ${id('archive', 'n')}, ($2::uuid[])[1 + n % 4], ($3::uuid[])[1 + n % 40], 60000, 'disturbance',
    'low', 'Sustained shouting, case ' || n
  FROM generate_series(50, $1::int, 50) n`
const EVENTS = `
  INSERT INTO "PlatformEvent" ("projectId", "sessionId", "digest", "kind", "platformAt", "verified", "body")
  SELECT a."projectId", a."sessionId", decode(md5(a."platformId" || m), 'hex'), 'connectionCreated',
    a."startedAt" + make_interval(secs => m * 20), true, '{}'
  FROM "Archive" a CROSS JOIN generate_series(1, $2::int) m WHERE $1::int > 0`
const SEARCH = `
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "kinds", "moderators", "words")
  SELECT a."id", a."projectId", a."startedAt", a."duration", CASE WHEN n % 500 = 0 THEN 'lost' ELSE 'kept' END, 'new',
    n % 5000 = 0, (n % 50 = 0)::int, (n % 10 = 0)::int,
    CASE WHEN n % 1000 = 0 THEN '{disconnect}' WHEN n % 10 = 0 THEN '{mute}' ELSE '{}' END::text[],
    CASE WHEN n % 10 = 0 THEN ARRAY[($2::uuid[])[1 + n % 40]] ELSE '{}' END,
    to_tsvector('simple', 'Session in room ' || n % 10000 || CASE WHEN n % 50 = 0 THEN ' Sustained shouting, case ' || n ELSE '' END)
  FROM generate_series(1, $1::int) n JOIN "Archive" a ON a."id" = ${id('archive', 'n')}`
