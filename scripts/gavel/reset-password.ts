import { canonicalEmail } from '#lib/access/canonical-email.ts'
import { endDevices } from '#lib/access/end-devices.ts'
import { judgePassword } from '#lib/access/judge-password.ts'
import { hashPassword } from '#lib/access/password-hash.ts'
import type { Database } from '#lib/system/database.ts'
import { makePassword } from '../prepare/make-password.ts'
import { type Outcome, refused } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

/** Gives somebody another password, ends every device of theirs and every link that was sent to them. */
export async function resetPassword(
  db: Database,
  given: { email: string; password?: string | undefined },
): Promise<Outcome> {
  const email = canonicalEmail(given.email)
  const account = await db.account.findUnique({ where: { email }, select: { id: true, name: true } })
  if (!account) return refused('There is no account with this address: see `people`.')
  const password = given.password ?? makePassword()
  const wrong = judgePassword(password, [email, account.name])
  if (wrong !== null) return refused(wrong)
  const passwordHash = await hashPassword(password)
  if (passwordHash === null) return refused('This could not be done just now. Try again.')
  const ended = await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Account" SET "passwordHash" = ${passwordHash}, "linksVoidedAt" = now() WHERE "id" = ${account.id}::uuid`
    const devices = await endDevices(tx, account.id)
    const subject = `account:${account.id}`
    const entry = { phase: 'event', action: 'account.password', subject, details: { devices } } as const
    await recordCommand(tx, commandAuthor(), entry)
    return devices
  })
  return {
    ok: true,
    lines: [
      `${account.name} has a new password; ${ended} of their devices are signed out.`,
      ...(given.password === undefined ? [`Password, shown this once: ${password}`] : []),
    ],
    value: {
      accountId: account.id,
      devicesEnded: ended,
      ...(given.password === undefined ? { password } : {}),
    },
  }
}
