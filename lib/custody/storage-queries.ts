import 'server-only'
import type { Storage } from '#generated/prisma/client.ts'
import { type Actor, may } from '#lib/access/actor.ts'
import { type Database, database } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { findingsOf } from './check-storages.ts'
import { storageOf } from './driver-for.ts'
import type { ProjectStorages, StorageView } from './model.ts'

/** Where a project's recordings are kept; null for whoever may not set it. */
export async function projectStorages(
  actor: Actor,
  projectId: string,
  db: Database = database(),
): Promise<ProjectStorages | null> {
  if (!idSchema.safeParse(projectId).success || !may(actor, 'storage.manage', projectId)) return null
  return {
    keep: viewOf(await storageOf(db, projectId, 'keep')),
    uploads: viewOf(await storageOf(db, projectId, 'uploads')),
  }
}

function viewOf(row: Storage | null): StorageView | null {
  if (!row || row.kind === 'disk') return null
  const { id, kind, endpoint, region, bucket, prefix, keyName, createdAt, checkedAt } = row
  return {
    id,
    kind,
    endpoint: endpoint ?? '',
    region,
    bucket: bucket ?? '',
    prefix,
    keyName: keyName ?? '',
    createdAt: createdAt.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
    findings: findingsOf(row),
  }
}
