import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { readReceipt } from '#lib/issuing/grant-ref.ts'
import type { Database, Tx } from '#lib/system/database.ts'

/** How long a start waits for the pages of those who are there; a page answers within a fraction of it. */
const WAIT_MS = 5_000
const LOOK_MS = 200

/** The start that a room's page has shown the notice of, for whoever holds this receipt; null for a start elsewhere. */
export async function findNotice(tx: Tx, actionId: string, receipt: string) {
  const ref = readReceipt(receipt)
  if (ref === null) return null
  const grant = await tx.grant.findFirst({
    where: { ref, kind: 'participant' },
    select: { id: true, sessionId: true, projectId: true },
  })
  if (!grant) return null
  const { id: grantId, ...place } = grant
  const start = await tx.action.count({
    where: { id: actionId, kind: 'startArchive', sessionId: place.sessionId },
  })
  return start === 0 ? null : { ...place, grantId, actionId }
}

export async function acknowledgeNotice(
  tx: Tx,
  { actionId, grantId }: { actionId: string; grantId: string },
): Promise<void> {
  await tx.noticeReceipt.createMany({ data: { actionId, grantId }, skipDuplicates: true })
}

/**
 * Waits until the page of everybody who came by a link of ours and is there now has shown the notice. That is what can be
 * proven: whoever uses another program is sent it by the platform, and what that program shows nobody knows.
 */
export async function everyoneTold(
  db: Database,
  { actionId, sessionId }: { actionId: string; sessionId: string },
  waitMs = WAIT_MS,
): Promise<boolean> {
  const end = performance.now() + waitMs
  while (await somebodyUntold(db, actionId, sessionId)) {
    if (performance.now() >= end) return false
    await sleep(LOOK_MS)
  }
  return true
}

/** By person: whoever lost the connection and is back has another grant, and has seen the notice all the same. */
async function somebodyUntold(db: Database, actionId: string, sessionId: string): Promise<boolean> {
  const untold = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Connection" c JOIN "Grant" g ON g."id" = c."grantId"
    WHERE c."sessionId" = ${sessionId}::uuid AND c."live" AND g."inviteId" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "NoticeReceipt" n JOIN "Grant" o ON o."id" = n."grantId"
                      WHERE n."actionId" = ${actionId}::uuid AND o."personId" = g."personId")
    LIMIT 1`
  return untold.length > 0
}
