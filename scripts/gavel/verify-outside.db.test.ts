import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { checkpointFile } from '#lib/audit/checkpoint-file.ts'
import { keepCheckpoint } from '#lib/audit/keep-checkpoint.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { exportCheckpoint } from '#lib/record/export-checkpoint.ts'
import { outsideStorage } from '#lib/record/outside-storage.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { type ObjectStorage, startObjectStorage } from '../../e2e/kit/object-storage.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { verifyCommand } from './audit-commands.ts'

let database: TestDatabase
let db: Database
let server: ObjectStorage

beforeAll(async () => {
  server = await startObjectStorage()
  const { endpoint, region, bucket, keyId } = server.settings
  testEnv({
    GAVEL_DATA_DIR: mkdtempSync(join(tmpdir(), 'gavel-verify-')),
    GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8',
    GAVEL_CHECKPOINTS_S3_ENDPOINT: endpoint,
    GAVEL_CHECKPOINTS_S3_REGION: region,
    GAVEL_CHECKPOINTS_S3_BUCKET: bucket,
    GAVEL_CHECKPOINTS_S3_KEY_ID: keyId,
    GAVEL_CHECKPOINTS_S3_SECRET: server.settings.secret,
    GAVEL_LOG_LEVEL: 'silent',
  })
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
  expect(await verifyCommand(db, { outside: true })).toMatchObject({ ok: false })
  for (let n = 0; n < 3; n++) await write()
  await keepCheckpoint(db, {
    key: auditKey(env()),
    file: checkpointFile(env().GAVEL_DATA_DIR),
    everyMinutes: 0,
  })
  const storage = outsideStorage()
  if (!storage) throw new Error('The settings name a storage')
  expect(await exportCheckpoint(db, auditKey(env()), storage)).toMatchObject({ kind: 'exported' })
  expect(await verifyCommand(db, { outside: true })).toMatchObject({
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
  expect(await verifyCommand(db, { outside: true })).toMatchObject({
    ok: false,
    value: { seq: 3, problem: 'cut-off' },
  })
  expect(await verifyCommand(db, { outside: true, checkpoints: 'x.jsonl' })).toMatchObject({ ok: false })
  server.refuse(503)
  const away = await verifyCommand(db, { outside: true })
  expect(away).toMatchObject({ ok: false })
  expect(JSON.stringify(away)).toContain('answered 503')
})
