import 'server-only'
import { type Actor, whereMay } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import type { ExportView } from './model.ts'

/** Packages of a recording that this actor may have, the newest first; null when they may have none of it. */
export async function exportsOf(
  actor: Actor,
  archiveId: string,
  db: Database = database(),
): Promise<ExportView[] | null> {
  const archive = await db.archive.findFirst({
    where: { id: archiveId, ...whereMay(actor, 'archive.export') },
    select: {
      exports: { orderBy: { askedAt: 'desc' }, take: 10, include: { askedBy: { select: { name: true } } } },
    },
  })
  return (
    archive?.exports.map(({ id, reason, state, failure, size, askedBy, askedAt, expiresAt }) => ({
      id,
      reason,
      state,
      failure,
      size: size === null ? null : Number(size),
      askedBy: askedBy.name,
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    })) ?? null
  )
}
