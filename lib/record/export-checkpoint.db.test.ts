import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { readCheckpoint, type SignedHead, signHead } from '#lib/audit/checkpoint.ts'
import { checkpointFile } from '#lib/audit/checkpoint-file.ts'
import { keepCheckpoint } from '#lib/audit/keep-checkpoint.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { rulesOf } from '#lib/platform/outgoing-rules.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type ObjectStorage, startObjectStorage } from '../../e2e/kit/object-storage.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { checkpointName } from './checkpoint-name.ts'
import { outsideState } from './checkpoints.ts'
import { exportCheckpoint } from './export-checkpoint.ts'
import { createOutsideStorage, type OutsideStorage } from './outside-storage.ts'
import { readOutside } from './read-outside.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gavel-outside-'))
const key = auditKey({ GAVEL_DATA_DIR: dataDir })
const LOOPBACK = createOutgoing(rulesOf({ GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' }))

let database: TestDatabase
let db: Database
let server: ObjectStorage
let storage: OutsideStorage

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
  server = await startObjectStorage()
  storage = createOutsideStorage(server.settings, LOOPBACK)
})

afterAll(async () => {
  await server.stop()
  await db.$disconnect()
  await database.drop()
})

/** One more head is signed, and lies in the database and its file. */
async function sign(): Promise<bigint> {
  await recordAlone(db, {
    phase: 'event',
    action: 'session.watch',
    actorId: newId(),
    deviceId: null,
    address: null,
    details: {},
    requestId: newId(),
  })
  const kept = await keepCheckpoint(db, { key, file: checkpointFile(dataDir), everyMinutes: 0 })
  if (kept.kind !== 'kept') throw new Error(`Nothing was signed: ${kept.kind}`)
  return kept.seq
}

const nameOf = (seq: bigint) => checkpointName({ keyId: key.keyId, seq: String(seq) })
const goOut = (by = storage) => exportCheckpoint(db, key, by)
async function outside(seq: bigint): Promise<SignedHead | null> {
  const found = await storage.read(nameOf(seq))
  return found.ok ? readCheckpoint(found.value) : null
}

let seq: bigint
beforeEach(async () => {
  server.refuse(null)
  seq = await sign()
})

test('the last signed head is brought out, once, as it was signed', async () => {
  expect(await goOut()).toEqual({ kind: 'exported', seq })
  const row = await db.checkpoint.findUniqueOrThrow({ where: { seq } })
  expect(await outside(seq)).toMatchObject({ seq: String(seq), hash: Buffer.from(row.hash).toString('hex') })
  const { asked } = server
  expect(await goOut()).toEqual({ kind: 'nothing-new' })
  expect(server.asked).toBe(asked)
})

test('two servers at once both find it there', async () => {
  // Neither writes before both have seen that there is something to bring out.
  const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const together = (mine: number): OutsideStorage => ({
    ...storage,
    async add(name, text) {
      arrived[mine]?.resolve()
      await Promise.all(arrived.map(({ promise }) => promise))
      return storage.add(name, text)
    },
  })
  const both = await Promise.all([goOut(together(0)), goOut(together(1))])
  expect(both).toEqual([
    { kind: 'exported', seq },
    { kind: 'exported', seq },
  ])
})

test('what is there under its name already is never written over, and it is said', async () => {
  const other = signHead({ seq: String(seq), hash: '0'.repeat(64), at: new Date().toISOString() }, key)
  expect(await storage.add(nameOf(seq), JSON.stringify(other))).toEqual({ ok: true, value: 'added' })
  expect(await goOut()).toEqual({ kind: 'failed', seq, why: 'something else has its name there' })
  expect(await outside(seq)).toEqual(other)
  expect((await db.checkpoint.findUniqueOrThrow({ where: { seq } })).outsideAt).toBeNull()
})

describe('a storage that does not take it', () => {
  test.each([403, 409, 500, 503])(
    'is asked again after %i, and meanwhile it shows as late',
    async (status) => {
      await goOut()
      const before = seq
      seq = await sign()
      server.refuse(status)
      expect(await goOut()).toEqual({ kind: 'failed', seq, why: `answered ${status}` })
      expect(await outsideState(db)).toMatchObject({ last: { seq: Number(before) }, late: false })
      await db.$executeRaw`UPDATE "Checkpoint" SET "at" = now() - interval '16 minutes' WHERE "seq" = ${seq}`
      expect(await outsideState(db)).toMatchObject({ last: { seq: Number(before) }, late: true })
      // A time of its own is part of what was signed: the next head is a true one again.
      seq = await sign()
      server.refuse(null)
      expect(await goOut()).toEqual({ kind: 'exported', seq })
      expect(await outsideState(db)).toMatchObject({ last: { seq: Number(seq) }, late: false })
    },
  )

  test('because nobody listens there is no more than a failure', async () => {
    const nowhere = createOutsideStorage({ ...server.settings, endpoint: 'http://127.0.0.1:9' }, LOOPBACK)
    expect(await goOut(nowhere)).toEqual({ kind: 'failed', seq, why: 'no answer' })
  })

  test('because the secret is another one refuses it: signatures are looked at', async () => {
    const wrong = createOutsideStorage({ ...server.settings, secret: 'another secret' }, LOOPBACK)
    expect(await goOut(wrong)).toEqual({ kind: 'failed', seq, why: 'answered 403' })
  })
})

test('nothing goes to an address inside that the operator has not allowed', async () => {
  const strict = createOutsideStorage(server.settings, createOutgoing(rulesOf({})))
  const { asked } = server
  expect(await goOut(strict)).toEqual({ kind: 'failed', seq, why: 'no answer' })
  expect(server.asked).toBe(asked)
})

test('a row that somebody has put into the table without our signature does not go out', async () => {
  await db.$executeRaw`UPDATE "Checkpoint" SET "hash" = decode(repeat('00', 32), 'hex') WHERE "seq" = ${seq}`
  expect(await goOut()).toMatchObject({ kind: 'failed', why: 'it is not signed with our key' })
  expect(await outside(seq)).toBeNull()
  await db.$executeRaw`DELETE FROM "Checkpoint" WHERE "seq" = ${seq}`
})

test('what lies outside is read back, the last of many, and only those of the key that is asked for', async () => {
  for (let n = 0; n < 120; n++)
    await storage.add(checkpointName({ keyId: 'f'.repeat(16), seq: String(n + 1) }), `{"n":${n}}`)
  await goOut()
  const read = await readOutside(storage, key.keyId)
  if (!read.ok) throw new Error(read.failure)
  expect(read.value.checkpoints.at(-1)).toMatchObject({ seq: String(seq), keyId: key.keyId })
  expect(new Set(read.value.checkpoints.map(({ keyId }) => keyId))).toEqual(new Set([key.keyId]))
  expect(await readOutside(storage, 'f'.repeat(16))).toEqual({
    ok: true,
    value: { checkpoints: [], unreadable: 100 },
  })
})
