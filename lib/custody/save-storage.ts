import 'server-only'
import { type Actor, may } from '#lib/access/actor.ts'
import { outgoingRules } from '#lib/platform/outgoing-rules.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { judgeAddress, type OutgoingRules } from '#lib/system/outgoing-address.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { endStorageAlerts, noteFindings } from './check-storages.ts'
import { storageOf } from './driver-for.ts'
import type { SaveStorageInput, StorageFinding, StoragePurpose } from './model.ts'
import { probeStorage } from './probe-storage.ts'
import { STORAGE_WAY, type StorageWay } from './s3-asker.ts'
import { openStorageSecret, sealStorageSecret } from './storage-secret.ts'
import type { OutsideSettings } from './storage-settings.ts'

/** What would be missed, if it were saved so. */
const REFUSES = ['cannot-put', 'cannot-read', 'cannot-delete', 'no-bucket', 'full', 'unreachable'] as const
type Missing = (typeof REFUSES)[number]
export type StorageRefusal = Missing | 'bad-address' | 'needs-secret' | 'changed-meanwhile'

/** A storage that was tried with this secret, and of which storage's place it was thought to take. */
export type TriedStorage = {
  secret: string
  origin: string
  found: StorageFinding[]
  beforeId: string | null
}
type World = { db: Database; rules: OutgoingRules; way: StorageWay }
export type ManagedStorages = { projectId: string; keep: Current | null; uploads: Current | null }
type Current = {
  id: string
  kind: string
  endpoint: string | null
  bucket: string | null
  keyName: string | null
}

/** The project with its storages, locked; null when it is not there (any more). */
export async function findStorages(tx: Tx, projectId: string): Promise<ManagedStorages | null> {
  const rows = await tx.$queryRaw`
    SELECT 1 FROM "Project" WHERE "id" = ${projectId}::uuid AND "removedAt" IS NULL FOR UPDATE`
  if (Array.isArray(rows) && rows.length === 0) return null
  const [keep, uploads] = [await storageOf(tx, projectId, 'keep'), await storageOf(tx, projectId, 'uploads')]
  return { projectId, keep, uploads }
}

/**
 * Tries the storage before it is saved: by writing, reading and deleting there, or by reading where the platform writes. Nothing is
 * asked for who may not set it: the door says so right after.
 */
export async function tryStorage(
  actor: Actor,
  input: SaveStorageInput,
  world: World = { db: database(), rules: outgoingRules(), way: STORAGE_WAY },
): Promise<Result<TriedStorage, StorageRefusal>> {
  const nothing = { secret: '', origin: '', found: [], beforeId: null }
  if (!may(actor, 'storage.manage', input.projectId)) return ok(nothing)
  const before = await storageOf(world.db, input.projectId, input.purpose)
  const address = judgeAddress(input.endpoint, world.rules)
  if (!address.ok || address.value.pathname !== '/') return fail('bad-address')
  const { origin } = address.value
  const isSame =
    before?.kind === input.kind &&
    before.endpoint === origin &&
    before.bucket === input.bucket &&
    before.keyName === input.keyName
  const kept = before && isSame ? openStorageSecret(before) : fail('damaged')
  const secret = input.secret ?? (kept.ok ? kept.value : null)
  if (secret === null) return fail('needs-secret')
  const found = await probeStorage(settingsWith(input, origin, secret), input.purpose, world.way)
  const missing = REFUSES.find((one) => found.includes(one))
  return missing ? fail(missing) : ok({ secret, origin, found, beforeId: before?.id ?? null })
}

/**
 * Takes a storage that was tried. In another place it takes over from the one before, whose files stay where they are; with
 * another key for the same place, that key reads what is there already.
 */
export async function saveStorage(
  tx: Tx,
  { projectId, ...now }: ManagedStorages,
  input: SaveStorageInput,
  { secret, origin, found, beforeId }: TriedStorage,
): Promise<Result<null, StorageRefusal>> {
  const { purpose, kind, bucket, prefix, keyName } = input
  if ((now[purpose]?.id ?? null) !== beforeId) return fail('changed-meanwhile')
  const region = input.kind === 's3' ? input.region : null
  const there = { projectId, purpose, kind, endpoint: origin, bucket }
  const known = await tx.storage.findMany({ where: there, orderBy: { createdAt: 'desc' } })
  for (const row of known) {
    const place = { id: row.id, projectId, purpose, endpoint: origin, bucket, keyName }
    await tx.storage.update({
      where: { id: row.id },
      data: { keyName, region, ...sealStorageSecret(secret, place) },
    })
  }
  const again = known.find((row) => row.prefix === prefix)
  const before = now[purpose]
  if (before && before.id !== again?.id) await replace(tx, before.id)
  const place = { id: again?.id ?? newId(), projectId, purpose, endpoint: origin, bucket, keyName }
  const saved = again
    ? await tx.storage.update({ where: { id: again.id }, data: { replacedAt: null } })
    : await tx.storage.create({
        data: { ...place, kind, region, prefix, ...sealStorageSecret(secret, place) },
      })
  await noteFindings(tx, saved, found)
  return ok(null)
}

/** From now on recordings are kept on the server's disk; what lies in the storage stays there and is read there. */
export async function removeStorage(
  tx: Tx,
  storages: ManagedStorages,
  purpose: StoragePurpose,
): Promise<Result<null, 'no-such-storage'>> {
  const storage = storages[purpose]
  if (!storage) return fail('no-such-storage')
  await replace(tx, storage.id)
  return ok(null)
}

async function replace(tx: Tx, id: string): Promise<void> {
  const row = await tx.storage.findUniqueOrThrow({ where: { id } })
  await tx.$executeRaw`
    UPDATE "Storage" SET "replacedAt" = clock_timestamp(), "findings" = '[]'::jsonb WHERE "id" = ${id}::uuid`
  await endStorageAlerts(tx, row)
}

function settingsWith(input: SaveStorageInput, endpoint: string, secret: string): OutsideSettings {
  const { prefix, bucket, keyName } = input
  return input.kind === 's3'
    ? { kind: 's3', endpoint, region: input.region, bucket, prefix, keyId: keyName, secret }
    : { kind: 'azure', endpoint, container: bucket, prefix, account: keyName, secret }
}
