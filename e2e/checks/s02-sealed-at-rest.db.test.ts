import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveProject } from '#lib/platform/save-project.ts'
import { open, type SecretPlace, seal } from '#lib/platform/seal.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { newNonce, type SealedBytes } from '#lib/system/seal-text.ts'
import { canaries } from '../kit/canaries.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** S2: credentials at rest open only where they were put, as they were put; the database itself says nothing of them. */
const keys = parseMasterKeys(
  `k1:${randomBytes(32).toString('base64')},k0:${randomBytes(32).toString('base64')}`,
)
const planted = canaries()
let server: TestDatabase
let db: Database
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  for (const [name, platformId] of [
    ['Openmic', '99000001'],
    ['Tutor', '99000002'],
  ] as const) {
    const secrets = {
      apiSecret: planted.secret(`${name} api`),
      signatureSecret: planted.secret(`${name} signature`),
    }
    const settings = { name, platform: 'opentok', platformId, apiUrl: null, secrets } as const
    await db.$transaction((tx) => saveProject(tx, settings, new Date(), keys))
  }
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

const rowsOf = () => db.sealedSecret.findMany({ orderBy: { id: 'asc' } })

describe('a stored credential', () => {
  test('opens in its own row and in no other, whichever of its columns is moved', async () => {
    const rows = await rowsOf()
    expect(rows).toHaveLength(4)
    for (const row of rows) {
      expect(open(row, keys).ok).toBe(true)
      for (const other of rows.filter(({ id }) => id !== row.id)) {
        const { id, projectId, purpose } = other
        for (const moved of [{ id }, { projectId }, { purpose }, { id, projectId, purpose }]) {
          const changes = Object.entries(moved).some(
            ([key, value]) => row[key as keyof typeof moved] !== value,
          )
          if (changes) expect(open({ ...row, ...moved }, keys).ok).toBe(false)
        }
        expect(open({ ...row, ciphertext: other.ciphertext }, keys).ok).toBe(false)
        expect(open({ ...row, wrappedKey: other.wrappedKey }, keys).ok).toBe(false)
      }
      expect(open({ ...row, ciphertext: row.wrappedKey }, keys).ok).toBe(false)
      expect(open({ ...row, keyId: 'k0' }, keys).ok).toBe(false)
    }
  })

  test('does not open when one bit of it is another, or an end of it is missing', async () => {
    const [row] = await rowsOf()
    if (!row) throw new Error('nothing is stored')
    for (const column of ['ciphertext', 'wrappedKey'] as const) {
      for (let bit = 0; bit < row[column].length * 8; bit++) {
        const changed = new Uint8Array(row[column])
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        if (open({ ...row, [column]: changed }, keys).ok)
          throw new Error(`bit ${bit} of ${column} does not matter`)
      }
      for (let length = 0; length < row[column].length; length++)
        expect(open({ ...row, [column]: row[column].slice(0, length) }, keys).ok).toBe(false)
    }
  })

  test('is in no column of the database that can be read', async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const { rows: tables } = await client.query(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT t::text AS line FROM ${name} t`)
      const dump = rows.map(({ line }) => line).join('\n')
      // Byte columns are hexadecimal in a dump: the canaries are looked for in that form too.
      expect([name, planted.find(dump)]).toEqual([name, []])
    }
    await client.end()
  })
})

test('a million nonces are all different, and each sealing takes fresh ones', () => {
  const million = new Set<string>()
  for (let round = 0; round < 1_000_000; round++) million.add(newNonce().toString('latin1'))
  expect(million.size).toBe(1_000_000)

  const place: SecretPlace = { id: 'row', projectId: 'project', purpose: 'apiSecret' }
  const nonceOf = (bytes: SealedBytes['ciphertext']) => Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const used = new Set<string>()
  for (let round = 0; round < 2_000; round++) {
    const { ciphertext, wrappedKey } = seal('x', place, keys)
    used.add(nonceOf(ciphertext)).add(nonceOf(wrappedKey))
  }
  expect(used.size).toBe(4_000)
}, 180_000)
