import { previewRules } from '#lib/retention/preview-rules.ts'
import type { Rule } from '#lib/retention/retention-of.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anActor } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { fillArchives } from './fill-archives.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const RECORDINGS = Number(process.env.BENCH_RECORDINGS ?? 1_000_000)
const ROUNDS = 7
const BUDGET_MS = 2_000

/** How long the preview of a change of rules takes, over recordings of three years. */
await withDatabase(async () => {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 2)
  try {
    const { projects } = await fillArchives(database.url, {
      count: RECORDINGS,
      events: 0,
      days: 1_095,
      acted: 5,
      found: 4,
    })
    const actor = anActor(['retention.manage'])
    const rule = (scope: Rule['scope'], keepDays: number, projectId: string | null = null): Rule => ({
      id: newId(),
      projectId,
      scope,
      keepDays,
    })
    const now = [rule('all', 900), rule('withFinding', 1_500), rule('withAction', 1_200)]
    const cases: [string, Rule[], Rule[]][] = [
      ['a shorter rule for all', now, [...now.slice(1), rule('all', 365)]],
      ['the first rule there is', [], [rule('all', 90)]],
      ['one for what has no finding', [], [rule('withoutFinding', 90)]],
      ['one for what somebody was acted upon in', [], [rule('withAction', 90)]],
      ['a rule of one project', now, [rule('withFinding', 30, projects[0] ?? null)]],
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
