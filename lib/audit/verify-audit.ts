import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Database, Tx } from '#lib/system/database.ts'
import { ChainHasher } from './chain-hasher.ts'
import { type ChainEntry, readChain } from './read-chain.ts'

const BATCH = 4_000
const LONGEST_MS = 30 * 60_000

export type AuditBreak = {
  ok: false
  /** The first entry that is wrong, or the first that is missing. */
  seq: bigint
  problem: 'missing' | 'changed' | 'unlinked' | 'head-differs'
  /** How many entries before it are sound. */
  sound: bigint
}

export type AuditVerdict = { ok: true; entries: bigint; head: string } | AuditBreak

/** A place in the chain up to which it is known to be sound. */
export type ChainPlace = {
  seq: bigint
  /** Hexadecimal. */
  hash: string
}

const BEGINNING: ChainPlace = { seq: 0n, hash: '00'.repeat(32) }

/**
 * Recomputes the chain, from its beginning or from a place where it was sound before, and says where it breaks first.
 *
 * Found: an entry changed, removed, added or moved, and a tail cut off without the head. Not found: a whole chain written anew,
 * head included; only a copy of the head kept outside the database shows that (`checkCheckpoints`).
 */
export async function verifyAudit(
  db: Database,
  { from = BEGINNING, onProgress }: { from?: ChainPlace; onProgress?: (seq: bigint) => void } = {},
): Promise<AuditVerdict> {
  // One snapshot for all batches: entries added meanwhile are not half seen.
  return db.$transaction((tx) => verifyFrom(tx, from, onProgress), {
    isolationLevel: 'RepeatableRead',
    timeout: LONGEST_MS,
  })
}

async function verifyFrom(
  tx: Tx,
  from: ChainPlace,
  onProgress?: (seq: bigint) => void,
): Promise<AuditVerdict> {
  const hasher = new ChainHasher()
  let place = from
  let next = readChain(tx, place.seq, BATCH)
  for (;;) {
    const entries = await next
    const last = entries.at(-1)
    // The database reads one page while the other is hashed.
    next = last && entries.length === BATCH ? readChain(tx, BigInt(last.seq), BATCH) : Promise.resolve([])
    // Hashing holds the thread: without this turn the question for the next page would leave only after it.
    await setImmediate()
    for (const entry of entries) {
      const problem = problemOf(entry, place, hasher)
      if (problem) {
        await next
        return { ok: false, seq: place.seq + 1n, problem, sound: place.seq }
      }
      place = { seq: place.seq + 1n, hash: entry.hash }
    }
    onProgress?.(place.seq)
    if (entries.length < BATCH) break
  }
  const head = await tx.auditHead.findUnique({ where: { id: 1 } })
  if (head?.seq !== place.seq || Buffer.from(head.hash).toString('hex') !== place.hash)
    return { ok: false, seq: place.seq + 1n, problem: 'head-differs', sound: place.seq }
  return { ok: true, entries: place.seq, head: place.hash }
}

function problemOf(entry: ChainEntry, before: ChainPlace, hasher: ChainHasher): AuditBreak['problem'] | null {
  if (BigInt(entry.seq) !== before.seq + 1n) return 'missing'
  if (entry.prevHash !== before.hash) return 'unlinked'
  const sound = entry.hash === hasher.hash(before.hash, entry.text) && addressFits(entry, hasher)
  return sound ? null : 'changed'
}

/** Whether the three columns of an address are as they were written, or as an erasure leaves them. */
function addressFits({ address, addressSalt, addressDigest }: ChainEntry, hasher: ChainHasher): boolean {
  if (addressDigest === '') return addressSalt === ''
  if (address === null || addressSalt === '') return address === null && addressSalt === ''
  return hasher.hash(addressSalt, address) === addressDigest
}
