import 'server-only'
import type { AuditKey } from '#lib/audit/audit-key.ts'
import { headOfRow, isSignedBy, readCheckpoint, type SignedHead } from '#lib/audit/checkpoint.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { checkpointName } from './checkpoint-name.ts'
import type { OutsideStorage } from './outside-storage.ts'

export type Exported =
  | { kind: 'exported'; seq: bigint }
  | { kind: 'nothing-new' }
  /** Left for the next turn, and seen on the page until it is there. */
  | { kind: 'failed'; seq: bigint; why: string }

/**
 * Takes the last signed head to the storage outside, unless it is there. The last one only: it stands for all before it, also
 * for those that found the storage away. Any number of servers may do so at once: what is there is never written over.
 */
export async function exportCheckpoint(
  db: Database,
  key: AuditKey,
  storage: OutsideStorage,
): Promise<Exported> {
  const row = await db.checkpoint.findFirst({ where: { keyId: key.keyId }, orderBy: { seq: 'desc' } })
  if (!row || row.outsideAt !== null) return { kind: 'nothing-new' }
  const head = headOfRow(row)
  const why = isSignedBy(head, key.publicKey)
    ? await bringOut(storage, head)
    : 'it is not signed with our key'
  if (why !== null) {
    log.error({ seq: head.seq, why }, 'a checkpoint is not in the storage outside')
    return { kind: 'failed', seq: row.seq, why }
  }
  await db.$executeRaw`UPDATE "Checkpoint" SET "outsideAt" = now() WHERE "seq" = ${row.seq}`
  return { kind: 'exported', seq: row.seq }
}

/** Null when it is there. What was there already must say the same. */
async function bringOut(storage: OutsideStorage, head: SignedHead): Promise<string | null> {
  const name = checkpointName(head)
  const added = await storage.add(name, `${JSON.stringify(head)}\n`)
  if (!added.ok) return added.failure
  if (added.value === 'added') return null
  const found = await storage.read(name)
  if (!found.ok) return found.failure
  const there = readCheckpoint(found.value)
  return there?.hash === head.hash && there.signature === head.signature
    ? null
    : 'something else has its name there'
}
