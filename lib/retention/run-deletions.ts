import 'server-only'
import type { StorageFailure } from '#lib/custody/storage-driver.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { PlatformClient } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'
import { isLeased } from '#lib/system/lease.ts'
import { ok, type Result } from '#lib/system/result.ts'
import { type DeletionFailure, failDeletion } from './fail-deletion.ts'
import { finishDeletion } from './finish-deletion.ts'
import { noteFiles } from './note-files.ts'
import { removePackages } from './remove-packages.ts'
import { removeStills } from './remove-stills.ts'

/** Where a test stops it, each a moment at which a server may die. */
export const DELETION_POINTS = [
  'leased',
  'noted',
  'packages-gone',
  'stills-gone',
  'copies-removed',
  'storage-done',
  'platform-deleted',
  'platform-done',
  'finished',
] as const
export type DeletionPoint = (typeof DELETION_POINTS)[number]

export type DeletionTools = {
  removeCopies: (db: Database, archiveId: string) => Promise<Result<null, StorageFailure>>
  platform: (projectId: string) => Promise<Pick<PlatformClient, 'getArchive' | 'deleteArchive'>>
  at?: (point: DeletionPoint) => Promise<void>
}

export type LeasedDeletion = {
  id: string
  archiveId: string
  projectId: string
  platformId: string
  storageDoneAt: Date | null
  platformDoneAt: Date | null
  attempts: number
}

/** As long as both places may take to answer, and no longer than somebody would wait for the rest of a server that died. */
const LEASE_SECONDS = 180

/**
 * Deletes what is to be deleted, on the storage and on the platform. Each step is written down before the next begins, and each
 * may be done twice with the same end, so whoever takes over from a server that died goes on where it stopped. Answers how many
 * it has taken on.
 */
export async function runDeletions(db: Database, tools: DeletionTools, limit = 20): Promise<number> {
  let taken = 0
  for (; taken < limit; taken++) {
    const deletion = await leaseNext(db)
    if (!deletion) break
    await tools.at?.('leased')
    const done = await carryOut(db, deletion, tools)
    if (!done.ok) await failDeletion(db, deletion, done.failure)
  }
  return taken
}

async function leaseNext(db: Database): Promise<LeasedDeletion | null> {
  const [row] = await db.$queryRaw<LeasedDeletion[]>`
    UPDATE "Deletion" d SET "leasedUntil" = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
      "attempts" = d."attempts" + 1
    FROM "Archive" a
    WHERE a."id" = d."archiveId" AND d."id" = (
      SELECT "id" FROM "Deletion"
      WHERE "state" = 'deleting' AND "nextAt" <= clock_timestamp()
        AND ${isLeased(LEASE_SECONDS)} IS NOT TRUE
      ORDER BY "nextAt" LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING d."id", d."archiveId", d."projectId", a."platformId", d."storageDoneAt", d."platformDoneAt", d."attempts"`
  return row ?? null
}

async function carryOut(
  db: Database,
  deletion: LeasedDeletion,
  { removeCopies, platform, at }: DeletionTools,
): Promise<Result<null, DeletionFailure>> {
  const noted = await noteFiles(db, deletion)
  if (!noted.ok) return noted
  await at?.('noted')
  await removePackages(db, deletion.archiveId)
  await at?.('packages-gone')
  await removeStills(db, deletion.archiveId)
  await at?.('stills-gone')
  if (!deletion.storageDoneAt) {
    const removed = await removeCopies(db, deletion.archiveId)
    if (!removed.ok) return { ok: false, failure: `storage-${removed.failure}` }
    await at?.('copies-removed')
    await db.$executeRaw`
      UPDATE "Deletion" SET "storageDoneAt" = clock_timestamp()
      WHERE "id" = ${deletion.id}::uuid AND "storageDoneAt" IS NULL AND "state" = 'deleting'`
    await at?.('storage-done')
  }
  if (!deletion.platformDoneAt) {
    const deleted = await deleteThere(await platform(deletion.projectId), deletion.platformId)
    if (!deleted.ok) return deleted
    await at?.('platform-deleted')
    await db.$executeRaw`
      UPDATE "Deletion" SET "platformDoneAt" = clock_timestamp()
      WHERE "id" = ${deletion.id}::uuid AND "platformDoneAt" IS NULL AND "state" = 'deleting'`
    await at?.('platform-done')
  }
  await finishDeletion(db, deletion)
  await at?.('finished')
  return ok(null)
}

/** What is gone there counts as deleted. It is asked first, so that nothing is deleted again by whoever takes over. */
async function deleteThere(
  platform: Pick<PlatformClient, 'getArchive' | 'deleteArchive'>,
  platformId: string,
): Promise<Result<null, DeletionFailure>> {
  const id = parseArchiveId(platformId)
  if (!id.ok) return ok(null) // never one of the platform's: there is nothing
  const there = await platform.getArchive(id.value)
  if (!there.ok && there.failure.code !== 'already-gone')
    return { ok: false, failure: `platform-${there.failure.code}` }
  if (!there.ok || there.value.status === 'deleted') return ok(null)
  const deleted = await platform.deleteArchive(id.value)
  return deleted.ok || deleted.failure.code === 'already-gone'
    ? ok(null)
    : { ok: false, failure: `platform-${deleted.failure.code}` }
}
