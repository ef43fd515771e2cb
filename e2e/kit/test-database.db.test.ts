import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two test databases are migrated and do not see each other', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await query(first.url, 'CREATE TABLE mine (id int)')
  expect(await query(second.url, "SELECT to_regclass('mine') AS found")).toEqual([{ found: null }])
  const failed = 'SELECT count(*)::int AS failed FROM _prisma_migrations WHERE finished_at IS NULL'
  expect(await query(second.url, failed)).toEqual([{ failed: 0 }])
  await Promise.all([first.drop(), second.drop()])
})

test('a dropped test database is gone, also while somebody is connected to it', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
  await database.drop()
  await expect(query(database.url, 'SELECT 1')).rejects.toThrow('does not exist')
  await client.end().catch(() => {})
})
