import 'server-only'
import type { Storage } from '#generated/prisma/client.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { type StorageFinding, type StorageFindings, storageFindings } from './model.ts'
import { probeStorage } from './probe-storage.ts'
import { settingsOf } from './storage-settings.ts'

type Probe = typeof probeStorage
type Checked = Pick<Storage, 'id' | 'projectId' | 'findings'>

/** What alarms; what is only to be read on the project's page does not. */
const ALARMS: Partial<Record<StorageFinding, Pick<NewAlert, 'kind' | 'level'>>> = {
  'may-put': { kind: 'storageTooPowerful', level: 'notice' },
  'may-delete': { kind: 'storageTooPowerful', level: 'notice' },
  'public-read': { kind: 'storageUnsafe', level: 'urgent' },
  'no-encryption': { kind: 'storageUnsafe', level: 'notice' },
  'cannot-put': { kind: 'storageTrouble', level: 'notice' },
  'cannot-read': { kind: 'storageTrouble', level: 'notice' },
  'cannot-delete': { kind: 'storageTrouble', level: 'notice' },
  'no-bucket': { kind: 'storageTrouble', level: 'urgent' },
  full: { kind: 'storageTrouble', level: 'urgent' },
  unreachable: { kind: 'storageTrouble', level: 'notice' },
}

/**
 * Looks at the storage whose turn it is: once a day, and each hour while something is wrong with it, so that an alarm ends soon
 * after its cause. Of several servers one does it. False when none is due.
 */
export async function checkNextStorage(db: Database, probe: Probe = probeStorage): Promise<boolean> {
  const [due] = await db.$queryRaw<{ id: string }[]>`
    UPDATE "Storage" SET "checkedAt" = clock_timestamp()
    WHERE "id" = (
      SELECT s."id" FROM "Storage" s
      JOIN "Project" p ON p."id" = s."projectId" AND p."removedAt" IS NULL AND p."pausedAt" IS NULL
      WHERE s."replacedAt" IS NULL AND s."kind" <> 'disk' AND (s."checkedAt" IS NULL OR s."checkedAt" <=
        clock_timestamp() - CASE WHEN s."findings" = '[]'::jsonb THEN interval '1 day' ELSE interval '1 hour' END)
      ORDER BY s."checkedAt" NULLS FIRST LIMIT 1 FOR UPDATE OF s SKIP LOCKED)
    RETURNING "id"`
  if (!due) return false
  const row = await db.storage.findUniqueOrThrow({ where: { id: due.id } })
  const settings = settingsOf(row)
  if (!settings) return true // its key does not open: the log says so, and nothing is known of the storage
  const found = await probe(settings, row.purpose)
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Checked[]>`
      SELECT "id", "projectId", "findings" FROM "Storage"
      WHERE "id" = ${row.id}::uuid AND "replacedAt" IS NULL AND "ciphertext" = ${row.ciphertext} FOR UPDATE`
    for (const checked of rows) await noteFindings(tx, checked, found)
  })
  return true
}

/** Writes down what was found and alarms. Announces: the last thing in a transaction. */
export async function noteFindings(
  tx: Tx,
  storage: Checked,
  found: readonly StorageFinding[],
): Promise<void> {
  const before = findingsOf(storage)
  // Of one that does not answer nothing new is known.
  const kept = found.includes('unreachable') ? before.map(({ finding }) => finding) : []
  const [{ now } = { now: new Date() }] = await tx.$queryRaw<
    { now: Date }[]
  >`SELECT clock_timestamp() AS "now"`
  const findings = [...new Set([...kept, ...found])].map((finding) => ({
    finding,
    since: before.find((one) => one.finding === finding)?.since ?? now.toISOString(),
  }))
  await tx.storage.update({
    where: { id: storage.id },
    data: { findings, checkedAt: now },
    select: { id: true },
  })
  const causes = new Set(findings.map((one) => causeOf(storage.id, one)))
  const over = before.map((one) => causeOf(storage.id, one)).filter((cause) => !causes.has(cause))
  await endAlerts(tx, over)
  await raiseAlerts(
    tx,
    findings.flatMap((one) => alertOf(storage, one)),
  )
}

/** A storage that is used no more alarms no more. */
export async function endStorageAlerts(tx: Tx, storage: Checked): Promise<void> {
  await endAlerts(
    tx,
    findingsOf(storage).map((one) => causeOf(storage.id, one)),
  )
}

export function findingsOf({ findings }: Pick<Storage, 'findings'>): StorageFindings {
  return storageFindings.safeParse(findings).data ?? []
}

/** Since when it is so is part of it: gone and come again, it alarms anew. */
const causeOf = (id: string, { finding, since }: StorageFindings[number]): string =>
  `storage:${id}:${finding}:${since}`

function alertOf({ id, projectId }: Checked, one: StorageFindings[number]): NewAlert[] {
  const alarm = ALARMS[one.finding]
  return alarm ? [{ ...alarm, projectId, cause: causeOf(id, one), details: { finding: one.finding } }] : []
}
