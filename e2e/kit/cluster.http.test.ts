import { afterAll, beforeAll, expect, test } from 'vitest'
import { answers } from '../../scripts/start/probe-http.ts'
import { type ClusterNode, cluster } from './cluster.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let nodes: ClusterNode[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  nodes = await cluster(2, { databaseUrl: database.url })
}, 240_000)

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  await database?.drop()
})

test('two servers answer from one database, and one goes on when the other is killed', async () => {
  const [first, second] = nodes
  expect(await Promise.all(nodes.map((node) => answers(node.url)))).toEqual([true, true])
  await first?.kill()
  expect(await answers(first?.url ?? '')).toBe(false)
  expect(await answers(second?.url ?? '')).toBe(true)
})

test('a killed server comes back at its address', async () => {
  const [first] = nodes
  await first?.restart()
  expect(await answers(first?.url ?? '')).toBe(true)
}, 60_000)
