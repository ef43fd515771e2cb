import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { type AuditRecord, recordAudits } from './record-audit.ts'

/** One statement, one commit; what does not fit waits for the next. */
const LARGEST = 500

type Waiting = { record: AuditRecord; done: () => void; failed: (error: unknown) => void }
type Queue = { waiting: Waiting[]; writing: boolean }

const queues = new WeakMap<Database, Queue>()

/**
 * Puts something on the record that changes nothing else: a refusal, a look at something. Resolves when it is committed.
 *
 * The chain's head is held until a commit, so transactions of one entry each are as slow as the disk, one after the other.
 * Those that have nothing else to do share one: what comes while a batch is written forms the next.
 */
export function recordAlone(db: Database, record: AuditRecord): Promise<void> {
  const queue = queues.get(db) ?? { waiting: [], writing: false }
  queues.set(db, queue)
  return new Promise((done, failed) => {
    queue.waiting.push({ record, done, failed })
    if (!queue.writing) void writeAll(db, queue)
  })
}

/**
 * Puts a refusal on the record. It stands also when that fails: nothing is done either way, and whoever is refused must not see
 * by another failure that there is something which they may not see.
 */
export async function recordDenied(db: Database, record: Omit<AuditRecord, 'phase'>): Promise<void> {
  try {
    await recordAlone(db, { phase: 'denied', ...record })
  } catch (error) {
    const { action, actorId, requestId } = record
    log.error({ action, actorId, requestId, error }, 'a refusal could not be put on the record')
  }
}

async function writeAll(db: Database, queue: Queue): Promise<void> {
  queue.writing = true
  while (queue.waiting.length > 0) await writeBatch(db, queue.waiting.splice(0, LARGEST))
  queue.writing = false
}

/** One entry that cannot be written must not take the others with it: after a failure each is tried by itself. */
async function writeBatch(db: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    await write(db, batch)
    for (const { done } of batch) done()
  } catch (error) {
    const [only, ...others] = batch
    if (others.length === 0) only?.failed(error)
    else for (const one of batch) await writeBatch(db, [one])
  }
}

function write(db: Database, batch: readonly Waiting[]): Promise<void> {
  return db.$transaction((tx) =>
    recordAudits(
      tx,
      batch.map(({ record }) => record),
    ),
  )
}
