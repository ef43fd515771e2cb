import 'server-only'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import type { Database } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { DeletionStep } from './carry-out.ts'
import { removePackages } from './remove-packages.ts'

type OnPlatform = { projectId: string; platformId: string }

/** What a deletion does outside of the database; a test puts its own in their place. */
export type DeletionPorts = {
  /** Told of each point at which a server may die. */
  at: (step: DeletionStep) => Promise<void>
  removePackages: (archiveId: string) => Promise<void>
  removeCopies: (archiveId: string) => Promise<Result<null, string>>
  /** Bytes of the file the platform still has, if it says so; null: it has none any more. */
  platformFile: (archive: OnPlatform) => Promise<Result<{ size: number } | null, string>>
  removeFromPlatform: (archive: OnPlatform) => Promise<Result<null, string>>
}

export function deletionPorts(db: Database): DeletionPorts {
  return {
    at: async () => undefined,
    removePackages: (archiveId) => removePackages(db, archiveId),
    removeCopies: (archiveId) => removeCopies(db, archiveId),
    platformFile: (archive) => platformFile(db, archive),
    removeFromPlatform: (archive) => removeFromPlatform(db, archive),
  }
}

async function platformFile(
  db: Database,
  { projectId, platformId }: OnPlatform,
): Promise<Result<{ size: number } | null, string>> {
  const id = parseArchiveId(platformId)
  if (!id.ok) return ok(null) // nothing the platform could have given
  const archive = await (await platformFor(projectId, db)).getArchive(id.value)
  if (!archive.ok) return archive.failure.code === 'already-gone' ? ok(null) : fail(archive.failure.code)
  const { status, size } = archive.value
  return ok(['deleted', 'expired', 'failed'].includes(status) ? null : { size })
}

/** Asked for once: whoever comes again, after a crash, asks first whether it is there still. */
async function removeFromPlatform(db: Database, archive: OnPlatform): Promise<Result<null, string>> {
  const there = await platformFile(db, archive)
  if (!there.ok) return there
  const id = parseArchiveId(archive.platformId)
  if (there.value === null || !id.ok) return ok(null)
  const deleted = await (await platformFor(archive.projectId, db)).deleteArchive(id.value)
  return deleted.ok || deleted.failure.code === 'already-gone' ? ok(null) : fail(deleted.failure.code)
}
