import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'

/** How a project wants its recordings reviewed, locked. */
export async function findReviewRules(tx: Tx, projectId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Project" WHERE "id" = ${projectId}::uuid FOR NO KEY UPDATE`
  const row = await tx.project.findFirst({
    where: { id: projectId, removedAt: null },
    select: { id: true, secondReviews: true, watermark: true },
  })
  return row && { projectId: row.id, secondReviews: row.secondReviews, watermark: row.watermark }
}

/** Of so many of a hundred recordings two people look at; and whether the viewer's name stands across the picture. */
export async function saveReviewRules(
  tx: Tx,
  { projectId, ...rules }: { projectId: string; secondReviews: number; watermark: boolean },
): Promise<Result<null, never>> {
  await tx.project.update({ where: { id: projectId }, data: rules, select: { id: true } })
  return ok(null)
}
