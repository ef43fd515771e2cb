import 'server-only'
import { auditKey } from '#lib/audit/audit-key.ts'
import { checkCheckpoints } from '#lib/audit/check-checkpoints.ts'
import { checkpointFile, latestCheckpoints } from '#lib/audit/checkpoint-file.ts'
import { type AuditVerdict, type ChainPlace, verifyAudit } from '#lib/audit/verify-audit.ts'
import { type Database, database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import type { VerificationView } from './model.ts'

/** Whoever opens the page within this time gets the verdict of who opened it before. */
const FRESH_MS = 5_000

type Known = { place: ChainPlace; fullAt: string; fullMs: number }
type Memory = {
  known: Known | null
  last: VerificationView | null
  running: Promise<VerificationView> | null
}

const memory = () =>
  onceInProcess<Memory>('audit-verification', () => ({ known: null, last: null, running: null }))

/**
 * Whether the record is unbroken. Once a server has recomputed all of it, it recomputes what has come since; `full` begins
 * at the beginning again, and so does every check after a break. Who asks while it goes on waits for the same verdict.
 */
export function verification(
  { full }: { full: boolean },
  db: Database = database(),
): Promise<VerificationView> {
  const kept = memory()
  const { last } = kept
  if (!full && last && Date.now() - Date.parse(last.at) < FRESH_MS) return Promise.resolve(last)
  if (full && last?.state === 'unbroken') kept.known = null
  kept.running ??= verify(kept, db).finally(() => {
    kept.running = null
  })
  return kept.running
}

async function verify(kept: Memory, db: Database): Promise<VerificationView> {
  const known = kept.last?.state === 'unbroken' ? kept.known : null
  const from = performance.now()
  const verdict = await verifyAudit(db, known ? { from: known.place } : {})
  const at = new Date().toISOString()
  const view = await viewOf(db, verdict, at)
  if (verdict.ok && view.state === 'unbroken') {
    const place = { seq: verdict.entries, hash: verdict.head }
    const full = known ?? { fullAt: at, fullMs: Math.round(performance.now() - from) }
    kept.known = { place, fullAt: full.fullAt, fullMs: full.fullMs }
    kept.last = { ...view, fullAt: full.fullAt, fullMs: full.fullMs }
  } else kept.last = view
  return kept.last
}

async function viewOf(db: Database, verdict: AuditVerdict, at: string): Promise<VerificationView> {
  if (!verdict.ok) {
    const { seq, problem, sound } = verdict
    return { state: 'broken', seq: Number(seq), problem, sound: Number(sound), at }
  }
  const heads = await checkHeads(db)
  if (!heads.ok) return { state: 'broken', seq: Number(heads.seq), problem: heads.problem, sound: null, at }
  return { state: 'unbroken', entries: Number(verdict.entries), fullAt: at, fullMs: 0, at }
}

/** Against the last heads of the file that this server keeps (the command line takes all); those signed with an earlier key are left to those who hold that key. */
async function checkHeads(db: Database) {
  const key = auditKey(env())
  const own = latestCheckpoints(checkpointFile(env().GAVEL_DATA_DIR), key.keyId)
  return checkCheckpoints(db, own, key.publicKey)
}
