import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** How far the feed has come in what this transaction sees, and the database's own time. */
export async function feedHead(tx: Tx): Promise<{ position: number; at: string }> {
  const [head] = await tx.$queryRaw<{ seq: bigint; at: Date }[]>`
    SELECT "seq", clock_timestamp() AS "at" FROM "FeedHead" WHERE "id" = 1`
  if (!head) throw new Error('The feed has no head')
  return { position: Number(head.seq), at: head.at.toISOString() }
}
