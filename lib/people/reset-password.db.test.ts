import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { anAccount } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { answerResets, noteResetAsked } from './reset-password.ts'

let database: TestDatabase
/** Two servers on one database. */
let servers: [Database, Database]

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  servers = [openDatabase(database.url, 4), openDatabase(database.url, 4)]
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.$disconnect()))
  await database.drop()
})

test('two servers that answer the same person at the same moment send three letters a day together', async () => {
  for (let day = 0; day < 10; day++) {
    const { email } = await anAccount(servers[0])
    for (let time = 0; time < 6; time++) await servers[0].$transaction((tx) => noteResetAsked(tx, email))
    await Promise.all([...servers, ...servers].map(answerResets))
    expect(await servers[0].mail.count({ where: { to: email, kind: 'letter' } })).toBe(3)
  }
})
