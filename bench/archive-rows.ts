import pg from 'pg'

/** So many projects; a reader of some of them must not pay for the others. */
const PROJECTS = 20
const MODERATORS = 30

/** A number between 0 and 1 that is always the same for one n and salt: a run can be repeated. */
const draw = (n: string, salt: string) =>
  `(('x' || substr(md5((${n})::text || '${salt}'), 1, 7))::bit(28)::int / 268435456.0)`

const WORDS =
  "'{late,night,karaoke,debate,club,transport,book,circle,short,stories,parenting,weiss,piano,grade,ferri,open,mic,thursday,statistics,help,desk,shift,hangout,watercolour,beginners,guitar,startup,office,hours,french,conversation,chess,blitz,final,garden,city,history,maths,choir,poetry}'::text[]"
const word = (n: string, salt: string) => `(${WORDS})[1 + (${draw(n, salt)} * ${draw(n, salt)} * 38)::int]`

/** Every recording has a session, custody and one person who was there; one in a hundred holds most of the markers. */
const STATEMENTS = [
  `INSERT INTO "Project" ("id", "name", "platform", "platformId")
   SELECT gen_random_uuid(), 'Project ' || n, 'opentok', '97' || n FROM generate_series(1, ${PROJECTS}) n`,
  `INSERT INTO "Account" ("id", "email", "name")
   SELECT gen_random_uuid(), 'moderator-' || n || '@northlight.example', 'Moderator ' || n FROM generate_series(1, ${MODERATORS}) n`,
  `CREATE TABLE made AS SELECT n, gen_random_uuid() AS session, gen_random_uuid() AS archive, gen_random_uuid() AS person,
     p."id" AS project, now() - n * interval '70 seconds' AS "from", (600 + ${draw('n', 'long')} * 6000)::int AS seconds
   FROM generate_series(1, $N) n
   JOIN (SELECT "id", row_number() OVER (ORDER BY "platformId") AS p FROM "Project") p ON p.p = 1 + (${draw('n', 'project')} * ${draw('n', 'project')} * ${PROJECTS - 1})::int`,
  `INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt")
   SELECT session, project, '2_' || session, concat_ws(' ', ${word('n', 'a')}, ${word('n', 'b')}, ${word('n', 'c')}, n), "from" FROM made`,
  `INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt", "stoppedAt", "duration", "size")
   SELECT archive, project, session, archive, 'available', "from", "from" + seconds * interval '1 second', seconds, seconds * 400000::bigint FROM made`,
  `INSERT INTO "Custody" ("archiveId", "projectId", "step") SELECT archive, project, 'kept' FROM made`,
  `INSERT INTO "StoredFile" ("id", "archiveId", "projectId", "name", "contentType", "state")
   SELECT gen_random_uuid(), archive, project, archive || '.mp4', 'video/mp4', 'whole' FROM made`,
  `INSERT INTO "Person" ("id", "projectId", "ref", "name")
   SELECT person, project, person, 'Person ' || n FROM made`,
  `INSERT INTO "Connection" ("id", "sessionId", "projectId", "platformId", "personId", "createdAt", "endedAt")
   SELECT gen_random_uuid(), session, project, person, person, "from", "from" + interval '5 minutes' FROM made`,
  // Three events each, and on average two markers of people: an action, an alert, a finding.
  `INSERT INTO "PlatformEvent" ("projectId", "sessionId", "digest", "kind", "subject", "platformAt", "verified", "body")
   SELECT project, session, sha256(convert_to(n || ' ' || k, 'UTF8')), 'connectionCreated', person::text, "from" + k * interval '1 minute', true, '{}'
   FROM made, generate_series(1, 3) k`,
  `INSERT INTO "Action" ("id", "kind", "projectId", "sessionId", "actorId", "reason", "state", "askedAt", "requestId")
   SELECT gen_random_uuid(), (ARRAY['disconnect', 'mute', 'warn', 'muteAll'])[1 + (n + k) % 4]::"ActionKind", project, session, a."id",
     'Shouting or noise', 'confirmed', "from" + k * interval '1 minute', n::text
   FROM made, generate_series(1, 10) k JOIN (SELECT "id", row_number() OVER () AS a FROM "Account") a ON true
   WHERE n % 10 = 0 AND a.a = 1 + (n / 10 + k) % ${MODERATORS}`,
  `INSERT INTO "Alert" ("id", "kind", "projectId", "sessionId", "cause", "at")
   SELECT gen_random_uuid(), 'grantReused', project, session, n || ' ' || k, "from" + k * interval '1 minute'
   FROM made, generate_series(1, 10) k WHERE n % 20 = 0`,
  `INSERT INTO "Review" ("id", "archiveId", "projectId", "reviewerId", "state")
   SELECT gen_random_uuid(), archive, project, (SELECT min("id"::text)::uuid FROM "Account"), 'done' FROM made WHERE n % 100 = 0`,
  `INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
   SELECT gen_random_uuid(), archive, project, (SELECT min("id"::text)::uuid FROM "Account"), k * 1000, 'disturbance', 'medium',
     'Sustained ' || ${word('n * k', 'text')} || ' case ' || n
   FROM made, generate_series(1, 50) k WHERE n % 100 = 0`,
  `INSERT INTO "Hold" ("id", "archiveId", "projectId", "placedById", "reason")
   SELECT gen_random_uuid(), archive, project, (SELECT min("id"::text)::uuid FROM "Account"), 'Complaint' FROM made WHERE n % 5000 = 0`,
]

/** As the triggers would have done it one by one. */
const SEARCH = [
  'INSERT INTO "ArchiveSearch" SELECT e.* FROM made CROSS JOIN LATERAL gavel_search_entry(archive) e',
  `INSERT INTO "ArchiveCount" ("projectId", "facet", "count")
   SELECT s."projectId", f, count(*) FROM "ArchiveSearch" s, unnest(gavel_counted(s)) f GROUP BY 1, 2`,
]

export type ArchiveRows = { projects: string[]; moderator: string; archives: string[]; markers: number }

/** Fills a database with so many recordings and five times as many markers. */
export async function makeArchives(url: string, count: number): Promise<ArchiveRows> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      "SET session_replication_role = replica; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'",
    )
    for (const statement of [...STATEMENTS, 'VACUUM ANALYZE', ...SEARCH, 'VACUUM ANALYZE']) {
      const from = performance.now()
      await client.query(statement.replaceAll('$N', String(count)))
      console.error(`${((performance.now() - from) / 1000).toFixed(1)} s  ${statement.slice(0, 60)}`)
    }
    const ids = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id)
    const { rows } = await client.query<{ count: number }>(`SELECT (SELECT count(*) FROM "PlatformEvent")
      + (SELECT count(*) FROM "Action") + (SELECT count(*) FROM "Alert") + (SELECT count(*) FROM "Finding") AS count`)
    return {
      projects: await ids('SELECT "id" FROM "Project" ORDER BY length("platformId"), "platformId"'),
      moderator: (await ids('SELECT "actorId" AS id FROM "Action" LIMIT 1'))[0] ?? '',
      archives: await ids('SELECT archive AS id FROM made WHERE n % 2000 = 0 ORDER BY n'),
      markers: Number(rows[0]?.count ?? 0),
    }
  } finally {
    await client.end()
  }
}
