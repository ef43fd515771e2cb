import 'server-only'
import type { Database, Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { AuditKey } from './audit-key.ts'
import { type CheckpointBreak, checkCheckpoints } from './check-checkpoints.ts'
import { rowOfHead, signHead } from './checkpoint.ts'
import { appendCheckpoint, latestCheckpoints } from './checkpoint-file.ts'

const EVERY_MINUTES = 5
/** Any number that nothing else in this database locks. */
const LOCK = 7_310_482

export type Kept =
  | { kind: 'kept'; seq: bigint }
  | { kind: 'not-yet' }
  /** The chain does not go on from what was signed last: it is left as it is, for people to look at. */
  | ({ kind: 'refused' } & Omit<CheckpointBreak, 'ok'>)

/**
 * Signs the head of the chain and keeps it in the database and in a file outside of it; at most every five minutes, only when
 * there are new entries, and by one server. A head that contradicts the last one is never signed: whoever has rewritten
 * the chain does not get our signature under it.
 */
export function keepCheckpoint(
  db: Database,
  { key, file, everyMinutes = EVERY_MINUTES }: { key: AuditKey; file: string; everyMinutes?: number },
): Promise<Kept> {
  return db.$transaction(async (tx) => {
    const due = await dueHead(tx, everyMinutes)
    if (!due) return { kind: 'not-yet' }
    const own = latestCheckpoints(file, key.keyId).slice(-1)
    const before = await checkCheckpoints(tx, own, key.publicKey)
    if (!before.ok) {
      log.error(
        { seq: String(before.seq), problem: before.problem },
        'the audit chain contradicts its checkpoint',
      )
      return { kind: 'refused', seq: before.seq, problem: before.problem }
    }
    const head = signHead(due, key)
    await tx.checkpoint.create({ data: rowOfHead(head) })
    // Before the commit: what the table has the file has too. A line without its row is as true.
    appendCheckpoint(file, head)
    return { kind: 'kept', seq: BigInt(head.seq) }
  })
}

/** The head, when it is time to sign it and nobody else is about to. */
async function dueHead(tx: Tx, everyMinutes: number) {
  const [turn] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`
  if (!turn?.mine) return null
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array; at: Date }[]>`
    SELECT h."seq", h."hash", date_trunc('milliseconds', clock_timestamp()) AS at
    FROM "AuditHead" h LEFT JOIN LATERAL (SELECT * FROM "Checkpoint" ORDER BY "seq" DESC LIMIT 1) c ON true
    WHERE h."seq" > COALESCE(c."seq", 0)
      AND (c."at" IS NULL OR c."at" <= clock_timestamp() - make_interval(mins => ${everyMinutes}::int))`
  if (!head) return null
  return { seq: head.seq.toString(), hash: Buffer.from(head.hash).toString('hex'), at: head.at.toISOString() }
}
