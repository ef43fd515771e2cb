import 'server-only'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { editFindingInput } from './model.ts'
import { isAfterEnd } from './write-finding.ts'

/** A finding that is there, locked. */
export async function findFinding(tx: Tx, findingId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Finding" WHERE "id" = ${findingId}::uuid FOR UPDATE`
  const row = await tx.finding.findFirst({
    where: { id: findingId, removedAt: null },
    select: {
      id: true,
      projectId: true,
      archiveId: true,
      authorId: true,
      fromMs: true,
      toMs: true,
      category: true,
      severity: true,
      verdict: true,
      archive: { select: { duration: true, sessionId: true } },
    },
  })
  return row
}

export type FoundFinding = NonNullable<Awaited<ReturnType<typeof findFinding>>>
type Author = Pick<Actor, 'accountId'>

/** Changes one's own finding; that it was changed stays to be seen. */
export async function editFinding(
  tx: Tx,
  { accountId }: Author,
  finding: FoundFinding,
  { findingId, ...changed }: z.output<typeof editFindingInput>,
): Promise<Result<null, 'not-yours' | 'after-the-end'>> {
  if (finding.authorId !== accountId) return fail('not-yours')
  if (isAfterEnd(finding.archive.duration, changed)) return fail('after-the-end')
  await tx.finding.update({ where: { id: findingId }, data: changed, select: { id: true } })
  await tx.$executeRaw`UPDATE "Finding" SET "editedAt" = now() WHERE "id" = ${findingId}::uuid`
  return ok(null)
}

/** Takes one's own finding away from the page. It stays in the database, with the time. */
export async function removeFinding(
  tx: Tx,
  { accountId }: Author,
  finding: FoundFinding,
): Promise<Result<null, 'not-yours'>> {
  if (finding.authorId !== accountId) return fail('not-yours')
  await tx.$executeRaw`UPDATE "Finding" SET "removedAt" = now() WHERE "id" = ${finding.id}::uuid`
  return ok(null)
}
