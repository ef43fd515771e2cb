import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../e2e/kit/test-database.ts'
import { migrate } from './migrate.mjs'

let database: TestDatabase
let directory: string

beforeEach(async () => {
  database = await createTestDatabase()
  await query('DROP TABLE _prisma_migrations') // as if it had never been migrated
  directory = mkdtempSync(join(tmpdir(), 'gavel-migrations-'))
  write('1_rooms', 'CREATE TABLE migrated_rooms (id int)')
})

afterEach(async () => {
  await database.drop()
  rmSync(directory, { recursive: true, force: true })
})

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true })
  writeFileSync(join(directory, name, 'migration.sql'), sql)
}

const run = () => migrate({ url: database.url, directory })

test('each migration is applied once, in the order of names', async () => {
  write('2_door', 'ALTER TABLE migrated_rooms ADD COLUMN door int')
  expect(await run()).toEqual(['1_rooms', '2_door'])
  expect(await run()).toEqual([])
})

test('servers that start at once apply each migration once', async () => {
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat()).toEqual(['1_rooms'])
})

test('a migration that fails leaves nothing behind, says why, and stops the next start', async () => {
  write('2_door', 'CREATE TABLE migrated_door (id int); SELECT nonsense()')
  await expect(run()).rejects.toThrow(/2_door failed: function nonsense\(\) does not exist/)
  expect(await query("SELECT to_regclass('migrated_door') AS found")).toEqual([{ found: null }])
  await expect(run()).rejects.toThrow('Migration 2_door failed earlier')
})

test('a migration that was edited afterwards is refused', async () => {
  await run()
  write('1_rooms', 'CREATE TABLE migrated_rooms (id bigint)')
  await expect(run()).rejects.toThrow('1_rooms was edited after it had been applied')
})
