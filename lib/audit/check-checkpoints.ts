import 'server-only'
import type { KeyObject } from 'node:crypto'
import type { Database, Tx } from '#lib/system/database.ts'
import { keyIdOf } from './audit-key.ts'
import { isSignedBy, type SignedHead } from './checkpoint.ts'

export type CheckpointBreak = {
  ok: false
  /** The entry that the checkpoint speaks of. */
  seq: bigint
  /** Signed by a key that is not this one; not signed by it at all; the chain ends before it; the chain says something else there. */
  problem: 'unknown-key' | 'forged' | 'cut-off' | 'rewritten'
}

export type CheckpointVerdict = { ok: true; checked: number } | CheckpointBreak

const AT_ONCE = 5_000

/**
 * Holds the chain against heads that were signed earlier and kept elsewhere. With a sound chain this finds what the chain
 * itself cannot show: that its tail is gone, or that all of it was written anew.
 */
export async function checkCheckpoints(
  db: Database | Tx,
  checkpoints: readonly SignedHead[],
  publicKey: KeyObject,
): Promise<CheckpointVerdict> {
  const keyId = keyIdOf(publicKey)
  for (let from = 0; from < checkpoints.length; from += AT_ONCE) {
    const part = checkpoints.slice(from, from + AT_ONCE)
    const hashes = await hashesAt(db, part)
    for (const head of part) {
      const problem = problemOf(head, hashes.get(head.seq), keyId, publicKey)
      if (problem) return { ok: false, seq: BigInt(head.seq), problem }
    }
  }
  return { ok: true, checked: checkpoints.length }
}

function problemOf(
  head: SignedHead,
  hash: string | undefined,
  keyId: string,
  publicKey: KeyObject,
): CheckpointBreak['problem'] | null {
  if (head.keyId !== keyId) return 'unknown-key'
  if (!isSignedBy(head, publicKey)) return 'forged'
  if (hash === undefined) return 'cut-off'
  return hash === head.hash ? null : 'rewritten'
}

async function hashesAt(db: Database | Tx, heads: readonly SignedHead[]): Promise<Map<string, string>> {
  const rows = await db.auditEntry.findMany({
    where: { seq: { in: heads.map(({ seq }) => BigInt(seq)) } },
    select: { seq: true, hash: true },
  })
  return new Map(rows.map(({ seq, hash }) => [seq.toString(), Buffer.from(hash).toString('hex')]))
}
