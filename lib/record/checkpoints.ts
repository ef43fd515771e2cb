import 'server-only'
import { type Actor, mayEverywhere } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { CheckpointsView } from './model.ts'
import { outsideStorage } from './outside-storage.ts'

const DAYS = 24
/** Later than this, uploads do not merely wait for their turn. */
const LATE_MINUTES = 15

/** How many heads were signed, the last one, and on which of the last days; for whoever may read all of the record. */
export async function listCheckpoints(
  actor: Actor,
  db: Database = database(),
): Promise<CheckpointsView | null> {
  if (!mayEverywhere(actor, 'audit.view')) return null
  const [count, last, days, outside] = await Promise.all([
    db.checkpoint.count(),
    db.checkpoint.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, at: true, keyId: true } }),
    db.$queryRaw<{ signed: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "Checkpoint" WHERE "at" >= day AND "at" < day + interval '1 day') AS signed
      FROM generate_series(date_trunc('day', now()) - make_interval(days => ${DAYS - 1}::int),
        date_trunc('day', now()), interval '1 day') AS day ORDER BY day`,
    outsideStorage() && outsideState(db),
  ])
  return {
    count,
    last: last && { seq: Number(last.seq), at: last.at.toISOString() },
    days: days.map(({ signed }) => signed),
    keyId: last?.keyId ?? null,
    outside,
  }
}

/** What is known to lie outside; `late` when a head that was signed a while ago, or later ones, are not there. */
export async function outsideState(db: Database): Promise<NonNullable<CheckpointsView['outside']>> {
  const last = await db.checkpoint.findFirst({
    where: { outsideAt: { not: null } },
    orderBy: { seq: 'desc' },
    select: { seq: true, at: true },
  })
  const [missed] = await db.$queryRaw<{ seq: bigint }[]>`
    SELECT "seq" FROM "Checkpoint" WHERE "seq" > ${last?.seq ?? 0n}
      AND "at" < now() - make_interval(mins => ${LATE_MINUTES}::int) LIMIT 1`
  return {
    last: last && { seq: Number(last.seq), at: last.at.toISOString() },
    late: missed !== undefined,
  }
}
