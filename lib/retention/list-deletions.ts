import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, mayAnywhere, whereMay } from '#lib/access/actor.ts'
import type { RequestPart } from '#lib/archives/model.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { type Database, database } from '#lib/system/database.ts'
import { DELETION_FIELDS, deletionView } from './deletion-view.ts'
import type { DeletionView } from './model.ts'

const SHOWN = 100

/** Deletions this actor may answer or has asked for, in one of the page's parts; those by rule wait for nobody. */
export async function listDeletions(
  actor: Actor,
  part: RequestPart,
  db: Database = database(),
): Promise<DeletionView[]> {
  const rows = await db.deletion.findMany({
    where: wherePart(actor, part),
    select: DELETION_FIELDS,
    orderBy: [{ askedAt: part === 'waiting' ? 'asc' : 'desc' }, { id: 'asc' }],
    take: SHOWN,
  })
  return rows.map((row) => deletionView(actor, row))
}

/** How many wait for this actor's answer, and where the feed stood; null for whoever answers none anywhere. */
export async function countDeletions(
  actor: Actor,
  db: Database = database(),
): Promise<{ count: number; position: number } | null> {
  if (!mayAnywhere(actor, 'archive.consent')) return null
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const count = await tx.deletion.count({
      where: {
        ...whereMay(actor, 'archive.consent'),
        state: 'waiting',
        expiresAt: { gt: new Date() },
        askedById: { not: actor.accountId },
      },
    })
    return { count, position }
  })
}

function wherePart(actor: Actor, part: RequestPart): Prisma.DeletionWhereInput {
  const mine = { askedById: actor.accountId, ...whereMay(actor, 'archive.delete') }
  if (part === 'mine') return mine
  const state: Prisma.DeletionWhereInput =
    part === 'waiting'
      ? { state: 'waiting', expiresAt: { gt: new Date() } }
      : { state: { not: 'waiting' }, askedById: { not: null } }
  if (!mayAnywhere(actor, 'archive.consent')) return { AND: [state, mine] }
  const answered = whereMay(actor, 'archive.consent')
  // No list of projects means all of them; an empty condition inside an OR would mean none.
  return answered.projectId ? { AND: [state, { OR: [answered, mine] }] } : state
}
