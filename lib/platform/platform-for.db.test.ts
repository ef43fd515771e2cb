import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { testProject } from '../../sandbox/testing/test-project.ts'
import { browserCredentials } from './browser-credentials.ts'
import { callbackSecrets } from './callback-secrets.ts'
import { platformFor } from './platform-for.ts'
import { saveCredentials } from './save-credentials.ts'
import { saveProject } from './save-project.ts'

const project = testProject()
let sandbox: Sandbox
let server: TestDatabase
let db: Database
beforeAll(async () => {
  server = await createTestDatabase()
  process.env.GAVEL_SECRET = randomBytes(32).toString('hex')
  process.env.GAVEL_MASTER_KEYS = `k1:${randomBytes(32).toString('base64')}`
  process.env.DATABASE_URL = server.url
  db = openDatabase(server.url)
  sandbox = await startSandbox({ projects: [project], ffmpeg: false })
})
afterAll(async () => {
  await sandbox.close()
  await db.$disconnect()
  await server.drop()
})

async function aSavedProject(apiSecret: string) {
  const { name, apiKey: platformId, signatureSecret } = project
  const secrets = { apiSecret, signatureSecret }
  const settings = { name, platform: 'opentok', platformId, apiUrl: sandbox.apiUrl, secrets } as const
  const saved = await db.$transaction((tx) => saveProject(tx, settings, new Date()))
  if (!saved.ok) throw new Error(saved.failure)
  return saved.value.projectId
}

test('renewed credentials are used from the next call on', async () => {
  const projectId = await aSavedProject('the-secret-before-the-change')
  const before = await platformFor(projectId, db)
  expect(await platformFor(projectId, db)).toBe(before)
  expect(await before.createSession({ mode: 'routed' })).toMatchObject({
    failure: { code: 'bad-credentials' },
  })
  await db.$transaction((tx) => saveCredentials(tx, projectId, { apiSecret: project.apiSecret }, new Date()))
  expect(await (await platformFor(projectId, db)).createSession({ mode: 'routed' })).toMatchObject({
    ok: true,
  })
})

test('a browser learns the key and the address, a verifier the signature secret, nobody else anything', async () => {
  const projectId = await aSavedProject(project.apiSecret)
  expect(await browserCredentials(projectId, db)).toEqual({ apiKey: project.apiKey, apiUrl: sandbox.apiUrl })
  expect(await callbackSecrets(projectId, db)).toEqual([project.signatureSecret])
})

test('a project without credentials refuses every call as a value', async () => {
  const { id } = await db.project.create({ data: { name: 'Bare', platform: 'opentok', platformId: '4711' } })
  const platform = await platformFor(id, db)
  expect(await platform.createSession({ mode: 'routed' })).toEqual({
    ok: false,
    failure: { code: 'bad-credentials' },
  })
})

test('nothing is asked for a project that is paused, whoever kept its client', async () => {
  const projectId = await aSavedProject(project.apiSecret)
  const set = (pausedAt: Date | null) => db.project.update({ where: { id: projectId }, data: { pausedAt } })
  expect((await (await platformFor(projectId, db)).createSession({ mode: 'routed' })).ok).toBe(true)
  await set(new Date())
  expect(await (await platformFor(projectId, db)).createSession({ mode: 'routed' })).toEqual({
    ok: false,
    failure: { code: 'paused' },
  })
  await set(null)
  expect((await (await platformFor(projectId, db)).createSession({ mode: 'routed' })).ok).toBe(true)
})
