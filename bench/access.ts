import { may } from '#lib/access/actor.ts'
import { loadActor } from '#lib/access/load-actor.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anActor, aProject, aSignedIn } from '../e2e/kit/rows.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { quantile, report } from './report.ts'
import { withDatabase } from './with-database.ts'

const CHECKS = 1_000_000
const CHECK_BUDGET_US = 20
const LOADS = 2_000
const LOAD_BUDGET_MS = 3

/** What a permission costs: to be asked for, and to be loaded with everything else that is known of who asks. */
await withDatabase(async () => {
  const projects = Array.from({ length: 50 }, () => newId())
  const actor = anActor(['session.view', 'session.watch'], new Set(projects))
  let held = 0
  const started = performance.now()
  for (let check = 0; check < CHECKS; check++)
    if (may(actor, 'session.watch', projects[check % 60] ?? 'elsewhere')) held++
  const each = ((performance.now() - started) * 1_000) / CHECKS
  if (held === 0 || held === CHECKS) throw new Error('A check that always answers the same measures nothing')
  report('permission check', `${each.toFixed(3)} µs`, `<= ${CHECK_BUDGET_US} µs`, each <= CHECK_BUDGET_US)

  const database = await createTestDatabase()
  const db = openDatabase(database.url)
  try {
    const ids: string[] = []
    for (let project = 0; project < 5; project++) ids.push((await aProject(db)).id)
    const { device } = await aSignedIn(db, ['session.view', 'session.watch', 'archive.view'], ids)
    for (let warm = 0; warm < 200; warm++) await loadActor(db, device.id)
    const times: number[] = []
    for (let load = 0; load < LOADS; load++) {
      const from = performance.now()
      if ((await loadActor(db, device.id)) === null) throw new Error('Nobody was loaded')
      times.push(performance.now() - from)
    }
    const p95 = quantile(times, 0.95)
    report('actor load, p95', `${p95.toFixed(2)} ms`, `<= ${LOAD_BUDGET_MS} ms`, p95 <= LOAD_BUDGET_MS)
  } finally {
    await db.$disconnect()
    await database.drop()
  }
})
