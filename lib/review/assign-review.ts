import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { notRunOut } from '#lib/access/holdings.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ReviewedArchive } from './find-archive.ts'
import type { Reviewer } from './model.ts'

/**
 * Gives a recording to somebody who may review there. Where somebody reviews it already, the other one becomes the second,
 * whether or not the project's share asked for one: who gives it has a reason.
 */
export async function assignReview(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: ReviewedArchive,
  reviewerId: string,
): Promise<Result<null, 'no-reviewer' | 'has-it' | 'two-already' | 'nothing-there'>> {
  if (archive.isLetGo) return fail('nothing-there')
  const reviewers = await reviewersIn(tx, archive.projectId)
  if (!reviewers.some(({ accountId }) => accountId === reviewerId)) return fail('no-reviewer')
  if (archive.reviews.some((review) => review.reviewerId === reviewerId)) return fail('has-it')
  if (archive.reviews.length > 1) return fail('two-already')
  await tx.review.create({
    data: {
      id: newId(),
      archiveId: archive.id,
      projectId: archive.projectId,
      reviewerId,
      assignedById: actor.accountId,
      second: archive.reviews.length > 0,
    },
    select: { id: true },
  })
  return ok(null)
}

/** Who may review recordings of this project, by name. */
export async function reviewersIn(tx: Tx | Database, projectId: string): Promise<Reviewer[]> {
  const rows = await tx.account.findMany({
    where: {
      disabledAt: null,
      holdings: {
        some: {
          AND: [{ OR: [{ projectId: null }, { projectId }] }, notRunOut()],
          role: { permissions: { has: 'archive.review' } },
        },
      },
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  return rows.map(({ id, name }) => ({ accountId: id, name }))
}
