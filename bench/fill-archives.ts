import { randomUUID } from 'node:crypto'
import pg from 'pg'

const TABLES = [
  'Archive',
  'ArchiveSearch',
  'ArchiveSearchKey',
  'PlatformEvent',
  'Action',
  'Finding',
  'VideoSession',
  'Custody',
  'Hold',
] as const
const PROJECTS = 4

export type Filling = {
  /** Recordings, one of each session. */
  count: number
  /** Events of each, if there are to be any. */
  events: number
  /** Over so many days until now. */
  days: number
  /** In every so manieth something was done to somebody; every so manieth has a finding. */
  acted: number
  found: number
}
export type FilledArchives = { projects: string[]; moderators: string[]; archives: string[] }

/**
 * Recordings with what happened in them, as fast as PostgreSQL takes them: without triggers and indexes. Every five hundredth was
 * lost, every five thousandth is on hold.
 */
export async function fillArchives(
  url: string,
  { count, events, days, acted, found }: Filling,
): Promise<FilledArchives> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      "SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'",
    )
    const indexes = await takeIndexes(client)
    const { projects, moderators } = await fillPeople(client)
    const values = { count, events, days, acted, found, projects, moderators }
    for (const [text, ...names] of STATEMENTS)
      await client.query(
        text,
        names.map((name) => values[name]),
      )
    for (const { definition } of indexes) await client.query(definition)
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
  const [projects, moderators] = [ids(PROJECTS), ids(40)]
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

/** Ids follow from the number, so that one statement finds what another wrote, and have the order of time, as the server's do. */
const id = (kind: string, n: string) =>
  `(lpad(to_hex(${n}), 12, '0') || right(md5('${kind}' || ${n}), 20))::uuid`
const begin = (n: string, days: string, count: string) =>
  `(now() - make_interval(days => ${days}) + (${n}::float / ${count}) * make_interval(days => ${days}))`
const project = (projects: string) => `(${projects}::uuid[])[1 + n % ${PROJECTS}]`
const moderator = (moderators: string) => `(${moderators}::uuid[])[1 + n % 40]`

type Name = keyof Filling | 'projects' | 'moderators'

/** Each with what stands for its numbers, in order. */
const STATEMENTS: readonly (readonly [text: string, ...Name[]])[] = [
  [
    `INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt")
     SELECT ${id('session', 'n')}, ${project('$2')}, 'session-' || n, 'Session in room ' || n % 10000, now()
     FROM generate_series(1, $1::int) n`,
    'count',
    'projects',
  ],
  [
    `INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt", "stoppedAt", "duration", "size")
     SELECT ${id('archive', 'n')}, ${project('$2')}, ${id('session', 'n')}, 'archive-' || n,
       CASE WHEN n % 500 = 0 THEN 'expired' ELSE 'available' END::"ArchiveState", ${begin('n', '$3::int', '$1::int')},
       ${begin('n', '$3::int', '$1::int')} + make_interval(mins => 5 + n % 170), (5 + n % 170) * 60, 1000000
     FROM generate_series(1, $1::int) n`,
    'count',
    'projects',
    'days',
  ],
  [
    `INSERT INTO "Custody" ("archiveId", "projectId", "step")
     SELECT "id", "projectId", CASE WHEN "state" = 'expired' THEN 'lost' ELSE 'kept' END::"CustodyStep" FROM "Archive"`,
  ],
  [
    `INSERT INTO "Action" ("id", "kind", "projectId", "sessionId", "actorId", "state", "askedAt", "requestId")
     SELECT ${id('action', 'n')}, CASE WHEN n % 1000 = 0 THEN 'disconnect' ELSE 'mute' END::"ActionKind", ${project('$2')},
       ${id('session', 'n')}, ${moderator('$4')}, 'confirmed', ${begin('n', '$3::int', '$1::int')} + interval '1 minute', n::text
     FROM generate_series($5::int, $1::int, $5::int) n`,
    'count',
    'projects',
    'days',
    'moderators',
    'acted',
  ],
  [
    `INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
     SELECT ${id('finding', 'n')}, ${id('archive', 'n')}, ${project('$2')}, ${moderator('$3')}, 60000, 'disturbance', 'low',
       'Sustained shouting, case ' || n
     FROM generate_series($4::int, $1::int, $4::int) n`,
    'count',
    'projects',
    'moderators',
    'found',
  ],
  [
    `INSERT INTO "Hold" ("id", "archiveId", "projectId", "placedById", "reason")
     SELECT ${id('hold', 'n')}, ${id('archive', 'n')}, ${project('$2')}, ${moderator('$3')}, 'Complaint'
     FROM generate_series(5000, $1::int, 5000) n`,
    'count',
    'projects',
    'moderators',
  ],
  [
    `INSERT INTO "PlatformEvent" ("projectId", "sessionId", "digest", "kind", "platformAt", "verified", "body")
     SELECT a."projectId", a."sessionId", decode(md5(a."platformId" || m), 'hex'), 'connectionCreated',
       a."startedAt" + make_interval(secs => m * 20), true, '{}'
     FROM "Archive" a CROSS JOIN generate_series(1, $1::int) m`,
    'events',
  ],
  [
    `INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings",
       "actions", "words")
     SELECT a."id", a."projectId", a."startedAt", a."duration", CASE WHEN n % 500 = 0 THEN 'lost' ELSE 'kept' END, 'new',
       n % 5000 = 0, (n % $3::int = 0)::int, (n % $2::int = 0)::int,
       to_tsvector('simple', 'Session in room ' || n % 10000
         || CASE WHEN n % $3::int = 0 THEN ' Sustained shouting, case ' || n ELSE '' END)
     FROM generate_series(1, $1::int) n JOIN "Archive" a ON a."id" = ${id('archive', 'n')}`,
    'count',
    'acted',
    'found',
  ],
  [
    `INSERT INTO "ArchiveSearchKey" ("archiveId", "key", "projectId", "at")
     SELECT a."id", key, a."projectId", a."startedAt"
     FROM "Action" x JOIN "Archive" a ON a."sessionId" = x."sessionId", 
       unnest(ARRAY[x."kind"::text, x."actorId"::text, x."actorId" || ' ' || x."kind"]) key`,
  ],
]
