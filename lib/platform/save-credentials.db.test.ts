import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { type Database, openDatabase } from '../system/database.ts'
import { checkMasterKeys } from './check-master-keys.ts'
import { openSecrets } from './open-secrets.ts'
import { rewrapSecrets } from './rewrap-secrets.ts'
import { saveCredentials } from './save-credentials.ts'
import { type ProjectSettings, saveProject } from './save-project.ts'

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
const keys = parseMasterKeys(`k1:${first}`)
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

let server: TestDatabase
let db: Database
beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

let keysGiven = 99_000_000
function aProject(change: Partial<ProjectSettings> = {}): ProjectSettings {
  return {
    name: 'Openmic',
    platform: 'opentok',
    platformId: String(keysGiven++),
    apiUrl: null,
    secrets: { apiSecret: 'the-api-secret-of-openmic', signatureSecret: 'the-signature-secret-1' },
    ...change,
  }
}

async function saved(settings: ProjectSettings, now = new Date()) {
  const result = await db.$transaction((tx) => saveProject(tx, settings, now, keys))
  if (!result.ok) throw new Error(result.failure)
  return result.value
}

const secretsOf = async (projectId: string, purpose: 'apiSecret' | 'signatureSecret', among = keys) =>
  (await openSecrets(db, projectId, purpose, among)).map(({ secret }) => secret)

test('saving the same project twice changes nothing', async () => {
  const settings = aProject()
  const { projectId } = await saved(settings)
  const before = await db.sealedSecret.findMany({ where: { projectId } })
  expect(await saved(settings)).toEqual({ projectId, created: false, changed: [] })
  expect(await db.sealedSecret.findMany({ where: { projectId } })).toEqual(before)
})

test('a replaced signature secret is good for half an hour more, a replaced API secret not at all', async () => {
  const settings = aProject()
  const { projectId } = await saved(settings)
  const secrets = { apiSecret: 'the-api-secret-renewed', signatureSecret: 'the-signature-secret-2' }
  await saved({ ...settings, secrets })
  expect(await secretsOf(projectId, 'signatureSecret')).toEqual([
    'the-signature-secret-2',
    'the-signature-secret-1',
  ])
  expect(await secretsOf(projectId, 'apiSecret')).toEqual(['the-api-secret-renewed'])

  const early = await saved(aProject(), minutes(-31))
  await db.$transaction((tx) =>
    saveCredentials(tx, early.projectId, { signatureSecret: 'the-signature-secret-2' }, minutes(-31), keys),
  )
  expect(await secretsOf(early.projectId, 'signatureSecret')).toEqual(['the-signature-secret-2'])
})

test.each(['', '   ', ' padded-signature-secret', 'padded-signature-secret\n', 'short'])(
  'the signature secret %j is refused',
  async (signatureSecret) => {
    const { projectId } = await saved(aProject())
    const refused = await db.$transaction((tx) =>
      saveCredentials(tx, projectId, { signatureSecret }, new Date(), keys),
    )
    expect(refused).toEqual({ ok: false, failure: 'bad-secret' })
  },
)

test('where credentials go cannot be changed without them, nor to an address that would show them', async () => {
  const settings = aProject()
  await saved(settings)
  const change = (to: Partial<ProjectSettings>) =>
    db.$transaction((tx) => saveProject(tx, { ...settings, ...to }, new Date(), keys))
  expect(await change({ apiUrl: 'https://elsewhere.example', secrets: {} })).toEqual({
    ok: false,
    failure: 'bad-secret',
  })
  expect(await change({ apiUrl: 'http://elsewhere.example' })).toEqual({ ok: false, failure: 'bad-address' })
  expect(await change({ apiUrl: 'http://127.0.0.1:8080' })).toMatchObject({
    ok: true,
    value: { changed: ['apiUrl'] },
  })
})

test('a new master key takes over while credentials are read, and the old one can go', async () => {
  const { projectId } = await saved(aProject())
  const both = parseMasterKeys(`k2:${second},k1:${first}`)
  const read: string[][] = []
  const readers = Array.from({ length: 20 }, async () =>
    read.push(await secretsOf(projectId, 'apiSecret', both)),
  )
  const [outcome] = await Promise.all([rewrapSecrets(db, both), ...readers])
  expect(outcome.unreadable).toBe(0)
  expect(outcome.rewrapped).toBeGreaterThan(1)
  expect(read).toEqual(Array.from({ length: 20 }, () => ['the-api-secret-of-openmic']))
  expect(await rewrapSecrets(db, both)).toEqual({ rewrapped: 0, unreadable: 0 })
  expect(await checkMasterKeys(db, parseMasterKeys(`k2:${second}`))).toEqual({ ok: true, value: null })
})

test('a missing or another master key is told in one line that names it and shows nothing', async () => {
  await saved(aProject())
  const missing = await checkMasterKeys(db, parseMasterKeys(`k9:${second}`))
  const other = await checkMasterKeys(db, parseMasterKeys(`k2:${first},k1:${second}`))
  for (const [verdict, words] of [
    [missing, 'does not hold'],
    [other, 'another key under that name'],
  ] as const) {
    const sentence = verdict.ok ? '' : verdict.failure
    expect(sentence).toContain(words)
    expect(sentence).not.toMatch(/\n/)
    expect(sentence).not.toContain(first)
  }
})
