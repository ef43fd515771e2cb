import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject, aSession } from '../../e2e/kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../../e2e/kit/test-database.ts'
import { findWarning } from './find-warning.ts'
import { newGrantRef, readReceipt, receiptFor } from './grant-ref.ts'

let server: TestDatabase
let db: Database
beforeAll(async () => {
  process.env.GAVEL_SECRET = randomBytes(32).toString('hex')
  process.env.GAVEL_MASTER_KEYS = `k1:${randomBytes(32).toString('base64')}`
  server = await createTestDatabase()
  process.env.DATABASE_URL = server.url
  db = openDatabase(server.url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.drop()
})

/** Somebody in a session, and something that a moderator did to them. */
async function aWarned(kind: 'warn' | 'disconnect') {
  const [project, account] = [await aProject(db), await anAccount(db)]
  const session = await aSession(db, project.id)
  const place = { projectId: project.id, sessionId: session.id }
  const expiresAt = new Date(Date.now() + 60_000)
  const grant = await db.grant.create({
    data: { id: newId(), ref: newGrantRef(), kind: 'participant', role: 'publisher', expiresAt, ...place },
  })
  const connection = await db.connection.create({
    data: { ...place, platformId: newId(), grantId: grant.id },
  })
  const targets = { create: [{ connectionId: connection.id }] }
  const action = await db.action.create({
    data: { kind, ...place, actorId: account.id, requestId: 'test', targets },
    include: { targets: true },
  })
  return { action, receipt: receiptFor(grant.ref), ref: grant.ref }
}

const found = (actionId: string, receipt: string) =>
  db.$transaction((tx) => findWarning(tx, actionId, receipt))

test('only whoever was warned can say that they have read it', async () => {
  const [mia, ben] = [await aWarned('warn'), await aWarned('warn')]
  expect(await found(mia.action.id, mia.receipt)).toMatchObject({ targetId: mia.action.targets[0]?.id })
  expect(await found(mia.action.id, ben.receipt)).toBeNull()
  // Everybody in the session can read the reference out of the connection's data.
  for (const forged of [
    mia.ref,
    `${mia.ref}.`,
    `${mia.ref}.${ben.receipt.split('.')[1]}`,
    `${mia.receipt}.x`,
    '',
  ])
    expect(await found(mia.action.id, forged)).toBeNull()
})

test('a receipt confirms warnings and nothing else', async () => {
  const removed = await aWarned('disconnect')
  expect(await found(removed.action.id, removed.receipt)).toBeNull()
})

test('a receipt of another installation is none', () => {
  const receipt = receiptFor('g_abc', 'one secret of an installation')
  expect(readReceipt(receipt, 'one secret of an installation')).toBe('g_abc')
  expect(readReceipt(receipt, 'another secret of another one')).toBeNull()
})
