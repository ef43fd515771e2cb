import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { readCheckpoints } from '#lib/audit/checkpoint-file.ts'
import { keepCheckpoint } from '#lib/audit/keep-checkpoint.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { exportCheckpoint } from '#lib/record/export-checkpoint.ts'
import { createOutsideStorage } from '#lib/record/outside-storage.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { startObjectStorage } from '../../kit/object-storage.ts'
import { type Job, LOOPBACK } from './job.ts'

/** One more entry on the record, which no checkpoint covers yet. */
const record = (db: Database) =>
  recordAlone(db, {
    phase: 'event',
    action: 'session.watch',
    actorId: newId(),
    deviceId: null,
    address: null,
    details: {},
    requestId: newId(),
  })

const keep: Job = {
  name: 'keep-checkpoint',
  does: 'signs the head of the record',
  async scene(db, { dataDir }) {
    await record(db)
    const file = join(dataDir, newId())
    const key = auditKey({ GAVEL_DATA_DIR: dataDir })
    return {
      run: (at) => keepCheckpoint(at, { key, file, everyMinutes: 0 }),
      seen: async () => readCheckpoints(file).checkpoints.length,
    }
  },
  rows: { Checkpoint: 1 },
  sees: 1,
}

const takeOut: Job = {
  name: 'export-checkpoint',
  does: 'takes a checkpoint to the storage outside',
  async scene(db, { dataDir }) {
    const server = await startObjectStorage()
    onTestFinished(() => server.stop())
    await record(db)
    const key = auditKey({ GAVEL_DATA_DIR: dataDir })
    const file = join(dataDir, newId())
    const kept = await keepCheckpoint(db, { key, file, everyMinutes: 0 })
    if (kept.kind !== 'kept') throw new Error(`Nothing was signed: ${kept.kind}`)
    const storage = createOutsideStorage(server.settings, LOOPBACK)
    const { seq } = kept
    return {
      run: (at) => exportCheckpoint(at, key, storage),
      seen: async () => ({
        written: server.written,
        noted: (await db.checkpoint.findUniqueOrThrow({ where: { seq } })).outsideAt !== null,
      }),
    }
  },
  rows: {},
  sees: { written: 1, noted: true },
}

export const JOBS_ON_THE_RECORD: readonly Job[] = [keep, takeOut]
