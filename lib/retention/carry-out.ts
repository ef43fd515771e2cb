import 'server-only'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type DeletionPorts, deletionPorts } from './deletion-ports.ts'
import { finishDeletion } from './finish-deletion.ts'
import { writeDown } from './write-down.ts'

/** The points at which a server may die: a test stops at each of them in turn. */
export const DELETION_STEPS = [
  'claimed',
  'written-down',
  'packages-gone',
  'copies-gone',
  'copies-marked',
  'platform-gone',
  'platform-marked',
  'done',
] as const
export type DeletionStep = (typeof DELETION_STEPS)[number]

/** A server that takes longer is taken for dead; no step of it takes as long. */
const LEASE_SECONDS = 120
/** Attempts after which somebody should look. */
const STUCK_AFTER = 5

export type Claimed = {
  id: string
  archiveId: string
  projectId: string
  sessionId: string
  platformId: string
  attempts: number
  described: boolean
  storageDone: boolean
  platformDone: boolean
}

/**
 * Deletes one recording that is agreed to or due, if there is one; whether there was. What is done is written down before the
 * next step begins, and every step may be done twice: a server that died anywhere gives the deletion back when its lease is
 * over, and the next goes on. The first thing written, together with its entry on the record, is what there was: without it
 * not a byte goes.
 */
export async function carryOutOne(db: Database, ports: DeletionPorts = deletionPorts(db)): Promise<boolean> {
  const claimed = await claim(db)
  if (!claimed) return false
  await ports.at('claimed')
  const result = await carryOut(db, claimed, ports)
  if (!result.ok) await postpone(db, claimed, result.failure)
  return true
}

/** All that is to be done now; by the clock. */
export async function carryOutDeletions(db: Database): Promise<number> {
  let done = 0
  while (done < 100 && (await carryOutOne(db))) done++
  return done
}

async function carryOut(db: Database, claimed: Claimed, ports: DeletionPorts): Promise<Result<null, string>> {
  if (!claimed.described) {
    const written = await writeDown(db, claimed, ports)
    if (!written.ok) return written
  }
  await ports.at('written-down')
  await ports.removePackages(claimed.archiveId)
  await ports.at('packages-gone')
  if (!claimed.storageDone) {
    const removed = await ports.removeCopies(claimed.archiveId)
    if (!removed.ok) return fail(`storage-${removed.failure}`)
    await ports.at('copies-gone')
    await db.$executeRaw`
      UPDATE "Deletion" SET "storageDoneAt" = now() WHERE "id" = ${claimed.id}::uuid AND "state" = 'deleting'`
  }
  await ports.at('copies-marked')
  if (!claimed.platformDone) {
    const gone = await ports.removeFromPlatform(claimed)
    if (!gone.ok) return fail(`platform-${gone.failure}`)
    await ports.at('platform-gone')
    await db.$executeRaw`
      UPDATE "Deletion" SET "platformDoneAt" = now() WHERE "id" = ${claimed.id}::uuid AND "state" = 'deleting'`
  }
  await ports.at('platform-marked')
  await finishDeletion(db, claimed)
  await ports.at('done')
  return ok(null)
}

/** Whoever fetches or releases that recording at this moment is waited for: nothing is written after it was removed. */
async function claim(db: Database): Promise<Claimed | null> {
  const [row] = await db.$queryRaw<Claimed[]>`
    WITH next AS (
      SELECT d."id" FROM "Deletion" d
      LEFT JOIN "Custody" c ON c."archiveId" = d."archiveId"
      WHERE d."state" = 'deleting' AND d."nextAt" <= clock_timestamp()
        AND (d."leasedUntil" IS NULL OR d."leasedUntil" < clock_timestamp())
        AND (c."leasedUntil" IS NULL OR c."leasedUntil" < clock_timestamp())
      ORDER BY d."nextAt" LIMIT 1 FOR UPDATE OF d SKIP LOCKED
    ), claimed AS (
      UPDATE "Deletion" d SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
        "attempts" = "attempts" + 1
      FROM next WHERE d."id" = next."id" RETURNING d.*
    ), rested AS (
      UPDATE "Custody" c SET "nextAt" = NULL FROM claimed WHERE c."archiveId" = claimed."archiveId"
    )
    SELECT d."id", d."archiveId", d."projectId", r."sessionId", r."platformId", d."attempts",
      d."files" <> '[]' AS "described", d."storageDoneAt" IS NOT NULL AS "storageDone",
      d."platformDoneAt" IS NOT NULL AS "platformDone"
    FROM claimed d JOIN "Archive" r ON r."id" = d."archiveId"`
  return row ?? null
}

/** Tried again after a while that doubles, an hour at most; after some attempts somebody is told. */
async function postpone(db: Database, { id, archiveId, projectId, attempts }: Claimed, failure: string) {
  const seconds = Math.min(3_600, 15 * 2 ** Math.min(attempts, 10))
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Deletion" SET "failure" = ${failure}, "leasedUntil" = NULL,
        "nextAt" = clock_timestamp() + make_interval(secs => ${seconds})
      WHERE "id" = ${id}::uuid AND "state" = 'deleting'`
    if (attempts < STUCK_AFTER) return
    await raiseAlerts(tx, [
      {
        kind: 'deletionStuck',
        level: 'urgent',
        projectId,
        archiveId,
        cause: `deletionStuck:${id}`,
        details: { deletion: id, failure },
      },
    ])
  })
}
