import pg from 'pg'
import { deleteDue } from '#lib/retention/delete-due.ts'
import type { RuleChange } from '#lib/retention/model.ts'
import { previewChange } from '#lib/retention/preview.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const RECORDINGS = Number(process.env.BENCH_RECORDINGS ?? 1_000_000)
const PROJECTS = 20
const SESSIONS = 50_000
const ROUNDS = 9
const BUDGET_MS = 2_000

const STATEMENTS = [
  `INSERT INTO "Project" ("id", "name", "platform", "platformId")
   SELECT gen_random_uuid(), 'Project ' || n, 'opentok', '97' || n FROM generate_series(1, ${PROJECTS}) n`,
  `INSERT INTO "VideoSession" ("id", "projectId", "platformId", "name", "firstSeenAt")
   SELECT gen_random_uuid(), p."id", '2_' || n, 'Evening ' || n, now()
   FROM generate_series(1, ${SESSIONS}) n
   JOIN (SELECT "id", row_number() OVER () AS place FROM "Project") p ON p.place = n % ${PROJECTS} + 1`,
  `INSERT INTO "Archive" ("id", "projectId", "sessionId", "platformId", "state", "startedAt", "stoppedAt", "duration", "size")
   SELECT gen_random_uuid(), s."projectId", s."id", 'a' || n, 'available',
     now() - interval '730 days' * n / ${RECORDINGS}, now() - interval '730 days' * n / ${RECORDINGS} + interval '1 hour', 3600, 500000000
   FROM generate_series(1, ${RECORDINGS}) n
   JOIN (SELECT "id", "projectId", row_number() OVER () AS place FROM "VideoSession") s ON s.place = n % ${SESSIONS} + 1`,
  `INSERT INTO "Custody" ("archiveId", "projectId", "step") SELECT "id", "projectId", 'kept' FROM "Archive"`,
  `INSERT INTO "Finding" ("id", "archiveId", "projectId", "authorId", "fromMs", "category", "severity", "text")
   SELECT gen_random_uuid(), "id", "projectId", $account, 1000, 'conduct', 'low', 'Seen'
   FROM "Archive" WHERE right("platformId", 1) IN ('3', '7')`,
  `INSERT INTO "Action" ("id", "projectId", "sessionId", "actorId", "kind", "requestId", "askedAt")
   SELECT gen_random_uuid(), "projectId", "sessionId", $account, 'mute', "platformId", "startedAt" + interval '5 minutes'
   FROM "Archive" WHERE right("platformId", 1) IN ('1', '3')`,
  `INSERT INTO "Hold" ("id", "archiveId", "projectId", "placedById", "reason")
   SELECT gen_random_uuid(), "id", "projectId", $account, 'Case' FROM "Archive" WHERE right("platformId", 3) = '777'`,
  'ANALYZE',
]

/** How long it takes to say what a change of rules would delete, over a million recordings of two years. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    const createdById = (await anAccount(db)).id
    const [first = ''] = await fill(database.url, createdById)
    const actor = anActor(['retention.manage'])
    const add = (
      keepDays: number,
      given: Partial<Extract<RuleChange, { change: 'add' }>> = {},
    ): RuleChange => ({
      change: 'add',
      projectId: null,
      scope: 'all',
      keepDays,
      ...given,
    })
    const cases: [string, RuleChange][] = [
      ['a rule by which a tenth is due', add(657)],
      ['a rule by which half is due', add(365)],
      ['a rule by which all are due', add(1)],
      ['a rule of one project', add(30, { projectId: first })],
      ['a rule for those without a finding', add(365, { scope: 'withoutFinding' })],
      ['a rule for those with a finding', add(90, { scope: 'withFinding' })],
      ['a rule for those with an action in them', add(365, { scope: 'withAction' })],
    ]
    for (const [name, change] of cases) await measure(name, () => previewChange(actor, change, db))
    await db.retentionRule.createMany({
      data: [
        { name: 'Long', scope: 'withFinding', keepDays: 600, createdById },
        { name: 'Action', scope: 'withAction', keepDays: 400, createdById },
      ],
    })
    await measure('a rule beside two others', () => previewChange(actor, add(365), db))
    const id = newId()
    await db.retentionRule.create({ data: { id, name: 'Short', keepDays: 720, createdById } })
    await measure('taking a rule away', () => previewChange(actor, { change: 'remove', ruleId: id }, db))
    await measure('the clock: a batch that is due', () => deleteDue(db))
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})

async function fill(url: string, accountId: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Custody by hand below: a trigger a million times over is minutes.
    await client.query("SET session_replication_role = 'replica'")
    for (const statement of STATEMENTS)
      await client.query(statement.replaceAll('$account', `'${accountId}'::uuid`))
    const { rows } = await client.query<{ id: string }>('SELECT "id" FROM "Project" ORDER BY "id"')
    return rows.map(({ id }) => id)
  } finally {
    await client.end()
  }
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 1; round++) {
    const from = performance.now()
    await work()
    if (round > 0) times.push(performance.now() - from)
  }
  const p95 = quantile(times, 0.95)
  report(`retention preview, p95: ${name}`, `${p95.toFixed(0)} ms`, `<= ${BUDGET_MS} ms`, p95 <= BUDGET_MS)
}
