import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { checkpointFile } from '#lib/audit/checkpoint-file.ts'
import { keepCheckpoint } from '#lib/audit/keep-checkpoint.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { rulesOf } from '#lib/platform/outgoing-rules.ts'
import { exportCheckpoint } from '#lib/record/export-checkpoint.ts'
import { createOutsideStorage, type OutsideStorage } from '#lib/record/outside-storage.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type ObjectStorage, startObjectStorage } from '../../e2e/kit/object-storage.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { verifyCommand } from './audit-commands.ts'

let database: TestDatabase
let db: Database
let server: ObjectStorage
let storage: OutsideStorage
const dataDir = mkdtempSync(join(tmpdir(), 'gavel-verify-'))
const key = auditKey({ GAVEL_DATA_DIR: dataDir })
const pem = join(dataDir, 'public.pem')
writeFileSync(pem, key.publicKey.export({ type: 'spki', format: 'pem' }))

beforeAll(async () => {
  server = await startObjectStorage()
  testEnv()
  storage = createOutsideStorage(
    server.settings,
    createOutgoing(rulesOf({ GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' })),
  )
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await server.stop()
  await db.$disconnect()
  await database.drop()
})

const write = () =>
  recordAlone(db, {
    phase: 'event',
    action: 'session.watch',
    actorId: newId(),
    deviceId: null,
    address: null,
    details: {},
    requestId: newId(),
  })

test('the log is held against what lies in the storage outside, and a cut end is found by nothing else', async () => {
  expect(await verifyCommand(db, { outside: storage, key: pem })).toMatchObject({ ok: false })
  for (let n = 0; n < 3; n++) await write()
  await keepCheckpoint(db, { key, file: checkpointFile(dataDir), everyMinutes: 0 })
  expect(await exportCheckpoint(db, key, storage)).toMatchObject({ kind: 'exported' })
  expect(await verifyCommand(db, { outside: storage, key: pem })).toMatchObject({
    ok: true,
    value: { entries: 3, checkpoints: 1 },
  })

  // As whoever owns the database can: the end goes, and the head says so too.
  await db.$transaction([
    db.$executeRaw`SET LOCAL session_replication_role = 'replica'`,
    db.$executeRaw`DELETE FROM "AuditEntry" WHERE "seq" = 3`,
    db.$executeRaw`UPDATE "AuditHead" SET "seq" = 2, "hash" = (SELECT "hash" FROM "AuditEntry" WHERE "seq" = 2)`,
    db.$executeRaw`DELETE FROM "Checkpoint"`,
  ])
  expect(await verifyCommand(db, { outside: storage, key: pem })).toMatchObject({
    ok: false,
    value: { seq: 3, problem: 'cut-off' },
  })
  expect(await verifyCommand(db, { outside: storage, checkpoints: 'x.jsonl' })).toMatchObject({ ok: false })
  expect(await verifyCommand(db, { outside: null })).toMatchObject({ ok: false })
  server.refuse(503)
  const away = await verifyCommand(db, { outside: storage, key: pem })
  expect(away).toMatchObject({ ok: false })
  expect(JSON.stringify(away)).toContain('answered 503')
})
