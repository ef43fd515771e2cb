import { createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { auditKey } from './audit-key.ts'
import { checkCheckpoints } from './check-checkpoints.ts'
import { signHead } from './checkpoint.ts'
import { appendCheckpoint, checkpointFile, latestCheckpoints, readCheckpoints } from './checkpoint-file.ts'
import { keepCheckpoint } from './keep-checkpoint.ts'
import { recordAudit } from './record-audit.ts'

let database: TestDatabase
let db: Database
const dataDir = mkdtempSync(join(tmpdir(), 'gavel-checkpoints-'))
const key = auditKey({ GAVEL_DATA_DIR: dataDir })
const file = checkpointFile(dataDir)

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const write = () =>
  db.$transaction((tx) =>
    recordAudit(tx, {
      phase: 'event',
      action: 'session.watch',
      actorId: newId(),
      deviceId: null,
      address: null,
      details: {},
      requestId: newId(),
    }),
  )
const keep = (everyMinutes = 0) => keepCheckpoint(db, { key, file, everyMinutes })

test('the key is made once, and only its owner can read it', () => {
  expect(statSync(join(dataDir, 'audit-key.pem')).mode & 0o777).toBe(0o600)
  expect(auditKey({ GAVEL_DATA_DIR: dataDir }).keyId).toBe(key.keyId)
})

test('an empty record needs no checkpoint', async () => {
  expect(await keep()).toEqual({ kind: 'not-yet' })
})

test('a new head is signed once, into the table and into the file', async () => {
  await write()
  const both = await Promise.all([keep(), keep()])
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['kept', 'not-yet'])
  expect(await keep()).toEqual({ kind: 'not-yet' })
  const { checkpoints } = readCheckpoints(file)
  const [row] = await db.checkpoint.findMany()
  expect(checkpoints).toMatchObject([{ seq: '1', hash: Buffer.from(row?.hash ?? []).toString('hex') }])
  expect(await checkCheckpoints(db, checkpoints, key.publicKey)).toEqual({ ok: true, checked: 1 })
})

test('there is at most one in five minutes', async () => {
  await write()
  expect(await keep(5)).toEqual({ kind: 'not-yet' })
  expect(await keep(0)).toEqual({ kind: 'kept', seq: 2n })
})

test('who has only the public key can check, and whoever has another key is found', async () => {
  const [first] = readCheckpoints(file).checkpoints
  if (!first) throw new Error('There is no checkpoint')
  const outside = createPublicKey(key.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  expect(await checkCheckpoints(db, [first], outside)).toMatchObject({ ok: true })
  const other = auditKey({ GAVEL_DATA_DIR: mkdtempSync(join(tmpdir(), 'gavel-other-')) })
  const theirs = signHead(first, other)
  expect(await checkCheckpoints(db, [theirs], outside)).toMatchObject({ ok: false, problem: 'unknown-key' })
  const posing = { ...theirs, keyId: key.keyId }
  expect(await checkCheckpoints(db, [posing], outside)).toMatchObject({ ok: false, problem: 'forged' })
  const moved = { ...first, seq: '2' }
  expect(await checkCheckpoints(db, [moved], outside)).toMatchObject({ ok: false, problem: 'forged' })
})

test('half a line, as a power cut leaves it, is counted and hurts nothing', () => {
  const torn = join(dataDir, 'torn.jsonl')
  const whole = readFileSync(file, 'utf8')
  writeFileSync(torn, whole.slice(0, -20))
  expect(readCheckpoints(torn)).toMatchObject({ checkpoints: [{ seq: '1' }], unreadable: 1 })
})

test('of a long file only the end is read, and half a line at its beginning is none', () => {
  const long = join(dataDir, 'long.jsonl')
  const at = new Date().toISOString()
  for (let seq = 1; seq <= 400; seq++)
    writeFileSync(
      long,
      `${JSON.stringify(signHead({ seq: String(seq), hash: 'ab'.repeat(32), at }, key))}\n`,
      {
        flag: 'a',
      },
    )
  const heads = latestCheckpoints(long, key.keyId)
  expect(heads.length).toBeGreaterThan(100)
  expect(heads.length).toBeLessThan(400)
  expect(heads.at(-1)?.seq).toBe('400')
  expect(latestCheckpoints(long, 'another')).toEqual([])
})

test('a head that contradicts what was signed last is not signed', async () => {
  await write()
  appendCheckpoint(file, signHead({ seq: '3', hash: 'ab'.repeat(32), at: new Date().toISOString() }, key))
  expect(await keep()).toEqual({ kind: 'refused', seq: 3n, problem: 'rewritten' })
  expect(await db.checkpoint.count()).toBe(2)
})
