import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { testEnv } from '../../e2e/kit/test-env.ts'
import { type Database, openDatabase } from '../system/database.ts'
import { newId } from '../system/ids.ts'
import { mayTrySignIn, throttleKeys } from './throttle-sign-in.ts'

let database: TestDatabase
let db: Database

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url, 20)
})

afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

test('colleagues behind one address who sign in at the same moment do not wait for each other', async () => {
  for (let morning = 0; morning < 10; morning++) {
    const address = `192.0.2.${morning}`
    const each = Array.from({ length: 20 }, () => throttleKeys(`${newId()}@northlight.example`, address))
    const answers = await Promise.all(each.map((keys) => mayTrySignIn(db, keys)))
    expect(answers.filter((may) => !may)).toEqual([])
  }
})
