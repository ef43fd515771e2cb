import pg from 'pg'
import { previewRules } from '#lib/retention/preview-rules.ts'
import type { Rule } from '#lib/retention/retention-of.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const RECORDINGS = Number(process.env.BENCH_RECORDINGS ?? 1_000_000)
const PROJECTS = 20
const ROUNDS = 7
const BUDGET_MS = 2_000

/** How long the preview of a change of rules takes, over recordings of three years. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    await fill(database.url, (await anAccount(db)).id)
    const actor = anActor(['retention.manage'])
    const rule = (scope: Rule['scope'], keepDays: number, projectId: string | null = null): Rule => ({
      id: newId(),
      projectId,
      scope,
      keepDays,
    })
    const [project] = await db.project.findMany({ take: 1, select: { id: true } })
    const now = [rule('all', 900), rule('withFinding', 1_500), rule('withAction', 1_200)]
    const cases: [string, Rule[], Rule[]][] = [
      ['a shorter rule for all', now, [...now.slice(1), rule('all', 365)]],
      ['the first rule there is', [], [rule('all', 90)]],
      ['one for what has no finding', [], [rule('withoutFinding', 90)]],
      ['one for what somebody was acted upon in', [], [rule('withAction', 90)]],
      ['a rule of one project', now, [rule('withFinding', 30, project?.id ?? null)]],
    ]
    for (const [name, before, after] of cases) {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const from = performance.now()
        await db.$transaction((tx) => previewRules(tx, actor, before, after))
        times.push(performance.now() - from)
      }
      const p95 = quantile(times.slice(1), 0.95)
      report(
        `retention preview, p95: ${name}`,
        `${p95.toFixed(0)} ms`,
        `<= ${BUDGET_MS} ms`,
        p95 <= BUDGET_MS,
      )
    }
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})

/** One recording in each session, every fourth with a finding, every fifth with somebody acted upon, some held, some deleted. */
async function fill(url: string, account: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const statements: [string, unknown[]][] = [
    [
      `INSERT INTO "Project" ("id", "name", "platform", "platformId")
       SELECT gen_random_uuid(), 'Project ' || n, 'opentok', '98' || n FROM generate_series(1, $1::int) n`,
      [PROJECTS],
    ],
    [
      `INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt", "live", "connections")
       SELECT gen_random_uuid(), p."id", '2_' || p."id" || n, 'Evening ' || n, now(), false, n
       FROM "Project" p, generate_series(1, $1::int) n`,
      [RECORDINGS / PROJECTS],
    ],
    [
      `INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt", "stoppedAt", "size")
       SELECT gen_random_uuid(), s."projectId", s."id", s."platformId", 'available', t - interval '1 hour', t, 50000000
       FROM (SELECT *, now() - random() * interval '1095 days' AS t FROM "VideoSession") s`,
      [],
    ],
    [`UPDATE "Custody" SET "step" = 'kept', "nextAt" = NULL, "copyUntil" = NULL`, []],
    [
      `INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
       SELECT gen_random_uuid(), "id", "projectId", $1::uuid, 1000, 'other', 'low', 'Seen'
       FROM "Archive" WHERE random() < 0.25`,
      [account],
    ],
    [
      `INSERT INTO "Action" ("id", "kind", "projectId", "sessionId", "actorId", "requestId", "askedAt")
       SELECT gen_random_uuid(), 'disconnect', "projectId", "sessionId", $1::uuid, 'bench', "stoppedAt" - interval '5 minutes'
       FROM "Archive" WHERE random() < 0.2`,
      [account],
    ],
    [
      `INSERT INTO "Hold" ("id", "archiveId", "projectId", "placedById", "reason")
       SELECT gen_random_uuid(), "id", "projectId", $1::uuid, 'Complaint' FROM "Archive" WHERE random() < 0.005`,
      [account],
    ],
    ['ANALYZE', []],
  ]
  for (const [statement, values] of statements) await client.query(statement, values)
  await client.end()
}
