import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalEmail } from '#lib/access/canonical-email.ts'
import { createAccount } from '#lib/access/create-account.ts'
import { hashPassword } from '#lib/access/password-hash.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { writePrivateFile } from '../start/installation-secrets.ts'
import { makePassword } from './make-password.ts'

export type SignIn = { email: string; password: string; role: string }

/** Who works in the demo. They are fiction; whoever tries Gavel signs in as one of them. */
const STAFF = [
  { name: 'Ines Duarte', role: 'moderator' },
  { name: 'Tomasz Wilk', role: 'moderator' },
  { name: 'Lena Hoffmann', role: 'admin' },
  { name: 'Amara Okafor', role: 'reviewer' },
] as const

const AUTHOR = { actorId: null, deviceId: null, address: null, requestId: 'start' }
const passwords = z.record(z.string(), z.string())

/** Makes the demo's accounts. Their passwords are generated once and kept beside the data, so that each start tells them again. */
export async function demoAccounts(db: Database, dataDir: string): Promise<SignIn[]> {
  const file = join(dataDir, 'demo-passwords.json')
  const kept = existsSync(file) ? passwords.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  const signIns = STAFF.map(({ name, role }) => {
    const email = `${name.toLowerCase().replace(' ', '.')}@northlight.example`
    return { name, email, role, password: kept[email] ?? makePassword(), known: kept[email] !== undefined }
  })
  // Before the accounts: a password that was set and not kept could never be told.
  writePrivateFile(file, Object.fromEntries(signIns.map(({ email, password }) => [email, password])))
  for (const person of signIns) await ensureAccount(db, person)
  return signIns.map(({ email, password, role }) => ({ email, password, role }))
}

type Person = SignIn & { name: string; known: boolean }

async function ensureAccount(db: Database, { name, email, password, role, known }: Person): Promise<void> {
  const before = await db.account.findUnique({ where: { email: canonicalEmail(email) } })
  if (before && known) return
  if (before) return resetPassword(db, before.id, password)
  const roles = [{ key: role }]
  const made = await db.$transaction((tx) => createAccount(tx, { name, email, password, roles }, AUTHOR))
  if (!made.ok && made.failure !== 'email-taken')
    throw new Error(`The demo's account of ${name} could not be made: ${made.failure}.`)
}

/** The database is older than the data directory: what it was is not known any more. */
async function resetPassword(db: Database, accountId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  if (passwordHash === null) throw new Error('The passwords of the demo could not be set: start again.')
  await db.$transaction(async (tx) => {
    await tx.account.update({ where: { id: accountId }, data: { passwordHash } })
    const subject = `account:${accountId}`
    await recordAudit(tx, {
      ...AUTHOR,
      phase: 'event',
      action: 'account.password',
      subject,
      details: { by: 'demo' },
    })
  })
}
