import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ReviewedArchive } from './find-archive.ts'
import { placeFor } from './review-state.ts'

type Reviewer = Pick<Actor, 'accountId'>

/** Takes a recording to review it: as the first, or as the second where one is due. */
export async function takeReview(
  tx: Tx,
  { accountId }: Reviewer,
  archive: ReviewedArchive,
): Promise<Result<null, 'taken' | 'nothing-there'>> {
  if (archive.isLetGo) return fail('nothing-there')
  const place = placeFor(archive, accountId)
  if (!place) return fail('taken')
  await tx.review.create({
    data: {
      id: newId(),
      archiveId: archive.id,
      projectId: archive.projectId,
      reviewerId: accountId,
      second: place === 'second',
    },
    select: { id: true },
  })
  return ok(null)
}

/** Who finds something in a recording that nobody reviews is its reviewer from then on. */
export async function takeIfFree(tx: Tx, reviewer: Reviewer, archive: ReviewedArchive): Promise<void> {
  if (placeFor(archive, reviewer.accountId)) await takeReview(tx, reviewer, archive)
}
