import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

export function findKept(tx: Tx, archiveId: string) {
  return tx.archive.findFirst({
    where: { id: archiveId },
    select: { id: true, projectId: true, sessionId: true },
  })
}

/** Makes what is to be done with a recording's file due now; the clock does it within seconds. */
export async function checkSoon(tx: Tx, archiveId: string): Promise<Result<null, 'nothing'>> {
  const waiting = await tx.$executeRaw`
    UPDATE "Custody" SET "nextAt" = now() WHERE "archiveId" = ${archiveId}::uuid AND "nextAt" IS NOT NULL`
  const files = await tx.$executeRaw`
    UPDATE "StoredFile" SET "verifyAt" = now()
    WHERE "archiveId" = ${archiveId}::uuid AND "state" IN ('whole', 'missing', 'changed')`
  return waiting + files > 0 ? ok(null) : fail('nothing')
}
