import 'server-only'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ReviewedArchive } from './find-archive.ts'
import type { writeFindingInput } from './model.ts'
import { readStill } from './read-still.ts'
import { takeIfFree } from './take-review.ts'

/** A person, even two who found something everywhere; beyond it somebody plays with the page. */
const MOST_OF_ONE = 500
/** Players and the platform round differently. */
const PAST_END_MS = 2_000

type Written = Omit<z.output<typeof writeFindingInput>, 'archiveId'>
type WriteFailure = 'after-the-end' | 'too-many' | 'no-jpeg' | 'too-large' | 'let-go' | 'nothing-there'

/** Writes down what was found at a moment or over a range, with the picture of it if there is one. */
export async function writeFinding(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: ReviewedArchive,
  { still, ...finding }: Written,
): Promise<Result<{ findingId: string }, WriteFailure>> {
  if (isAfterEnd(archive.duration, finding)) return fail('after-the-end')
  if (archive.isLetGo && !isReviewer(archive, actor)) return fail('nothing-there')
  // Its pictures go with the recording: one that came afterwards would be left over.
  if (still !== undefined && archive.isLetGo) return fail('let-go')
  const picture = still === undefined ? null : readStill(still)
  if (picture && !picture.ok) return picture
  const own = { archiveId: archive.id, authorId: actor.accountId }
  if ((await tx.finding.count({ where: own })) >= MOST_OF_ONE) return fail('too-many')
  await takeIfFree(tx, actor, archive)
  const id = newId()
  await tx.finding.create({
    data: {
      id,
      projectId: archive.projectId,
      ...own,
      ...finding,
      ...(picture && { still: { create: { bytes: picture.value } } }),
    },
    select: { id: true },
  })
  return ok({ findingId: id })
}

/** Who had begun may still write down what they saw. */
export const isReviewer = (
  { reviews }: Pick<ReviewedArchive, 'reviews'>,
  { accountId }: Pick<Actor, 'accountId'>,
): boolean => reviews.some(({ reviewerId }) => reviewerId === accountId)

export function isAfterEnd(
  duration: number | null,
  { fromMs, toMs }: { fromMs: number; toMs: number | null },
): boolean {
  return duration !== null && Math.max(fromMs, toMs ?? 0) > duration * 1_000 + PAST_END_MS
}
