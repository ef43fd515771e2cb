import 'server-only'
import { type Actor, mayEverywhere } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { CheckpointsView } from './model.ts'

const DAYS = 24

/** How many heads were signed, the last one, and on which of the last days; for whoever may read all of the record. */
export async function listCheckpoints(
  actor: Actor,
  db: Database = database(),
): Promise<CheckpointsView | null> {
  if (!mayEverywhere(actor, 'audit.view')) return null
  const [count, last, days] = await Promise.all([
    db.checkpoint.count(),
    db.checkpoint.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, at: true, keyId: true } }),
    db.$queryRaw<{ signed: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "Checkpoint" WHERE "at" >= day AND "at" < day + interval '1 day') AS signed
      FROM generate_series(date_trunc('day', now()) - make_interval(days => ${DAYS - 1}::int),
        date_trunc('day', now()), interval '1 day') AS day ORDER BY day`,
  ])
  return {
    count,
    last: last && { seq: Number(last.seq), at: last.at.toISOString() },
    days: days.map(({ signed }) => signed),
    keyId: last?.keyId ?? null,
  }
}
