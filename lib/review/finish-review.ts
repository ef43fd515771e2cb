import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ReviewedArchive } from './find-archive.ts'
import type { Verdict } from './model.ts'

/** Says what one's review came to. It stays as it is said: who finds more afterwards writes a finding. */
export async function finishReview(
  tx: Tx,
  actor: Pick<Actor, 'accountId'>,
  archive: ReviewedArchive,
  { verdict, words }: { verdict: Verdict; words: string | null },
): Promise<Result<null, 'not-yours' | 'done-already'>> {
  const own = archive.reviews.find(({ reviewerId }) => reviewerId === actor.accountId)
  if (!own) return fail('not-yours')
  if (own.state === 'done') return fail('done-already')
  await tx.$executeRaw`
    UPDATE "Review" SET "state" = 'done', "verdict" = ${verdict}::"Verdict", "words" = ${words}, "doneAt" = now()
    WHERE "id" = ${own.id}::uuid`
  return ok(null)
}
