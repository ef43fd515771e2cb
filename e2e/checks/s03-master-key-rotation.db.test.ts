import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkStorageSecrets, openStorageSecret, sealStorageSecret } from '#lib/custody/storage-secret.ts'
import { checkSeeds, openSeed, sealSeed } from '#lib/factors/seed-at-rest.ts'
import { checkMasterKeys } from '#lib/platform/check-master-keys.ts'
import { openSecrets } from '#lib/platform/open-secrets.ts'
import { saveProject } from '#lib/platform/save-project.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type MasterKeys, parseMasterKeys } from '#lib/system/master-keys.ts'
import { checkEndpoints, openSecrets as openEndpoint, sealSecrets } from '#lib/webhooks/endpoint-secrets.ts'
import { bareEnv } from '../kit/bare-env.ts'
import { eventually } from '../kit/eventually.ts'
import { anAccount } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** S3: a new master key takes over while everything is being read, however often that is broken off. */
const PROGRAM = fileURLToPath(new URL('fixtures/rewrap.ts', import.meta.url))
const PROJECTS = 60
const AUTHENTICATORS = 40
const ENDPOINTS = 20
const STORAGES = 20
const SEALED = PROJECTS * 2 + AUTHENTICATORS + ENDPOINTS + STORAGES
const KILLS = 20
const made = Array.from({ length: KILLS + 2 }, (_, at) => `k${at}:${randomBytes(32).toString('base64')}`)
const firstKey = parseMasterKeys(made[0] ?? '')
let server: TestDatabase
let db: Database

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  for (let at = 0; at < PROJECTS; at++) {
    const secrets = {
      apiSecret: `the-api-secret-number-${at}`,
      signatureSecret: `the-signature-secret-${at}`,
    }
    const settings = {
      name: 'Openmic',
      platform: 'opentok',
      platformId: `${99_000_000 + at}`,
      apiUrl: null,
      secrets,
    } as const
    await db.$transaction((tx) => saveProject(tx, settings, new Date(), firstKey))
  }
  const { id: accountId } = await anAccount(db)
  for (let at = 0; at < AUTHENTICATORS; at++) {
    const place = { id: newId(), accountId }
    const sealed = sealSeed(`THESEED${at}`, place, firstKey)
    await db.factor.create({ data: { ...place, kind: 'totp', name: `${at}`, ...sealed } })
  }
  for (let at = 0; at < ENDPOINTS; at++) {
    const place = { id: newId(), projectId: null, url: `https://pager.example/${at}` }
    const sealed = sealSecrets([`whsec_${at}`], place, firstKey)
    await db.endpoint.create({ data: { ...place, createdById: accountId, secretEnd: '', ...sealed } })
  }
  const { id: projectId } = await db.project.findFirstOrThrow()
  for (let at = 0; at < STORAGES; at++) {
    const address = { endpoint: 'https://s3.northlight.example', bucket: `b${at}`, keyName: 'GAVEL' }
    const place = { id: newId(), projectId, purpose: 'keep' as const, ...address }
    await db.storage.create({
      data: {
        ...place,
        replacedAt: new Date(),
        kind: 's3',
        ...sealStorageSecret(`storage ${at}`, place, firstKey),
      },
    })
  }
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

/** The program that wraps anew, once it has begun. */
async function rewrapping(keys: string): Promise<ChildProcess> {
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=react-server']
  const child = spawn(process.execPath, [...flags, PROGRAM], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...bareEnv(),
      NODE_ENV: 'production',
      DATABASE_URL: server.url,
      GAVEL_MASTER_KEYS: keys,
      GAVEL_SECRET: 'x'.repeat(40),
      GAVEL_LOG_LEVEL: 'silent',
    },
  })
  if (child.stderr) await once(child.stderr, 'data')
  return child
}

const underCurrent = async (keyId: string) =>
  (await db.sealedSecret.count({ where: { keyId } })) +
  (await db.factor.count({ where: { keyId } })) +
  (await db.endpoint.count({ where: { keyId } })) +
  (await db.storage.count({ where: { keyId } }))

/** One of each, as a callback, a sign-in, a message and a fetch read them. What it could not read. */
async function readOne(projectIds: readonly string[], keys: MasterKeys): Promise<string[]> {
  const project = randomInt(PROJECTS)
  const factor = randomInt(AUTHENTICATORS)
  const endpoint = randomInt(ENDPOINTS)
  const storage = randomInt(STORAGES)
  const [opened] = await openSecrets(db, projectIds[project] ?? '', 'apiSecret', keys)
  const seed = openSeed(await db.factor.findFirstOrThrow({ where: { name: `${factor}` } }), keys)
  const url = `https://pager.example/${endpoint}`
  const signs = openEndpoint(await db.endpoint.findFirstOrThrow({ where: { url } }), keys)
  const bucket = await db.storage.findFirstOrThrow({ where: { bucket: `b${storage}` } })
  const key = openStorageSecret(bucket, keys)
  return [
    ...(opened?.secret === `the-api-secret-number-${project}` ? [] : [`credential ${project}`]),
    ...(seed.ok && seed.value === `THESEED${factor}` ? [] : [`authenticator ${factor}`]),
    ...(key.ok && key.value === `storage ${storage}` ? [] : [`storage ${storage}`]),
    ...(signs.ok && signs.value[0] === `whsec_${endpoint}` ? [] : [`webhook ${endpoint}`]),
  ]
}

test('twenty rotations killed in the middle leave every secret readable at every moment, and the next goes on', async () => {
  const ids = (await db.project.findMany({ select: { id: true }, orderBy: { platformId: 'asc' } })).map(
    ({ id }) => id,
  )
  let reading = true
  let read = 0
  const wrong: string[] = []
  const all = parseMasterKeys([...made].reverse().join())
  const reader = async () => {
    while (reading) {
      wrong.push(...(await readOne(ids, all)))
      read++
      await pause(3) // readers are people and callbacks, not a processor's whole time
    }
  }
  const readers = [reader()]
  let cutShort = 0
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = await rewrapping(
      made
        .slice(0, kill + 1)
        .reverse()
        .join(),
    )
    const ended = once(child, 'exit')
    const moment = randomInt(1, SEALED) // so many rows are done when it is killed, or some more
    await eventually(
      async () => (await underCurrent(`k${kill}`)) >= moment || `fewer than ${moment} rows are done`,
      { timeoutMs: 20_000, everyMs: 5 },
    )
    child.kill('SIGKILL')
    await ended
    const done = await underCurrent(`k${kill}`)
    if (done > 0 && done < SEALED) cutShort++
  }
  const last = await rewrapping([...made].reverse().join())
  await once(last, 'exit')
  reading = false
  await Promise.all(readers)
  expect(last.exitCode).toBe(0)
  expect(wrong).toEqual([])
  expect(read).toBeGreaterThan(100)
  expect(cutShort, 'kills that came in the middle').toBeGreaterThan(0)
  expect(await underCurrent(`k${KILLS + 1}`)).toBe(SEALED)
  // All others can be dropped.
  const newest = parseMasterKeys(made.at(-1) ?? '')
  for (const check of [checkMasterKeys, checkSeeds, checkEndpoints, checkStorageSecrets])
    expect(await check(db, newest)).toEqual({ ok: true, value: null })
}, 400_000)
