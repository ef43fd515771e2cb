import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { hashEntry } from './hash-entry.ts'

const BATCH = 1_000

export type AuditBreak = {
  ok: false
  /** The first entry that is wrong, or the first that is missing. */
  seq: bigint
  problem: 'missing' | 'changed' | 'unlinked' | 'head-differs'
  /** How many entries before it are sound. */
  sound: bigint
}

export type AuditVerdict = { ok: true; entries: bigint; head: string } | AuditBreak

/**
 * Recomputes the chain from its beginning and says where it breaks first.
 *
 * Found: an entry changed, removed, added or moved, and a tail cut off without the head. Not found: a whole chain written anew,
 * head included; only a copy of the head kept outside the database (`head` of the verdict) shows that.
 */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  // One snapshot for all batches: entries added meanwhile are not half seen.
  return db.$transaction(
    async (tx) => {
      let seq = 0n
      let hash: Uint8Array = new Uint8Array(32)
      for (;;) {
        const rows = await tx.auditEntry.findMany({
          where: { seq: { gt: seq } },
          orderBy: { seq: 'asc' },
          take: BATCH,
        })
        for (const { prevHash, hash: kept, ...entry } of rows) {
          const broken = (problem: AuditBreak['problem']) =>
            ({ ok: false, seq: seq + 1n, problem, sound: seq }) as const
          if (entry.seq !== seq + 1n) return broken('missing')
          if (!sameBytes(prevHash, hash)) return broken('unlinked')
          if (!sameBytes(kept, hashEntry(hash, entry))) return broken('changed')
          seq = entry.seq
          hash = kept
        }
        if (rows.length < BATCH) break
      }
      const head = await tx.auditHead.findUnique({ where: { id: 1 } })
      if (head?.seq !== seq || !sameBytes(head.hash, hash))
        return { ok: false, seq: seq + 1n, problem: 'head-differs', sound: seq } as const
      return { ok: true, entries: seq, head: Buffer.from(hash).toString('hex') } as const
    },
    { isolationLevel: 'RepeatableRead', timeout: 120_000 },
  )
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
