import { afterEach, expect, test, vi } from 'vitest'
import { describeFailure } from '#lib/access/describe-failure.ts'
import { onlyReads } from '../../e2e/kit/only-reads.ts'
import { createTestDatabase } from '../../e2e/kit/test-database.ts'
import { forgetOnce } from '../../e2e/kit/test-env.ts'
import { openDatabase } from './database.ts'
import { readiness } from './readiness.ts'
import { isUnprepared, UNPREPARED } from './unprepared.ts'

test('a migrated database is ready; one that lacks a migration, or does not answer, is not and says so', async () => {
  const server = await createTestDatabase()
  const db = openDatabase(server.url)
  expect(await readiness(db)).toEqual({ ok: true, value: null })
  await db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%check_at'`
  expect(await readiness(db)).toEqual({
    ok: false,
    failure: 'The database lacks 1 migrations: start Gavel again.',
  })
  await db.$disconnect()
  await server.drop()

  const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/nowhere')
  expect(await readiness(nowhere)).toEqual({ ok: false, failure: 'The database does not answer.' })
  await nowhere.$disconnect()
})

test('an empty database, and one of another version, say that they are not prepared; no other failure does', async () => {
  const server = await createTestDatabase()
  const db = openDatabase(server.url)
  await db.$executeRaw`DROP TABLE _prisma_migrations`
  expect(await readiness(db)).toEqual({ ok: false, failure: UNPREPARED })
  await db.$executeRaw`ALTER TABLE "Account" RENAME COLUMN "name" TO "called"`
  await db.$executeRaw`ALTER TABLE "Role" RENAME TO "Part"`
  const failures = [
    () => db.account.findMany(),
    () => db.role.findMany(),
    () => db.$queryRaw`SELECT 1 FROM "Role"`,
    () => db.$queryRaw`SELECT 1 / 0`,
  ]
  const told = await Promise.all(failures.map((fails) => fails().then(() => 'nothing', isUnprepared)))
  expect(told).toEqual([true, true, true, false])
  await db.$disconnect()
  await server.drop()
})

test('a database that only reads is no place to send requests to, until it takes changes again', async () => {
  const server = await createTestDatabase()
  const db = openDatabase(server.url)
  await onlyReads(server.url, true)
  expect(await readiness(db)).toEqual({
    ok: false,
    failure: 'The database takes no changes: it only reads. It must be made writable.',
  })
  await onlyReads(server.url, false)
  expect(await readiness(db)).toEqual({ ok: true, value: null })
  await db.$disconnect()
  await server.drop()
})

afterEach(() => {
  vi.restoreAllMocks()
  forgetOnce('fullDisk')
})

test('nor is one whose disk was full a moment ago, whoever found that', async () => {
  const server = await createTestDatabase()
  const db = openDatabase(server.url)
  // As PostgreSQL says it: a test must not fill a disk that others work on.
  const says = (code: string) =>
    db.$executeRawUnsafe(
      `DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${code}'; END $$`,
    )
  const described = (code: string) => says(code).then(() => 'nothing', describeFailure)
  expect([await described('53300'), (await readiness(db)).ok]).toEqual(['unavailable', true])
  expect(await described('53100')).toBe('no-writing')
  expect(await readiness(db)).toEqual({
    ok: false,
    failure: 'The database takes no changes: its disk is full. It needs room.',
  })
  const later = performance.now() + 16_000
  vi.spyOn(performance, 'now').mockImplementation(() => later)
  expect(await readiness(db)).toEqual({ ok: true, value: null })
  await db.$disconnect()
  await server.drop()
})
