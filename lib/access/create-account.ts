import 'server-only'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { canonicalEmail } from './canonical-email.ts'
import { prepareHash } from './prepare-hash.ts'

export type NewAccount = {
  name: string
  email: string
  password: string
  /** Keys of roles, each for one project or for all. */
  roles: readonly { key: string; projectId?: string }[]
}

/** Adds somebody with their roles. The first admin ends the set-up for good, however they came to be. */
export async function createAccount(
  tx: Tx,
  given: NewAccount,
  by: AuditAuthor,
): Promise<Result<{ accountId: string }, 'email-taken' | 'weak-password' | 'busy'>> {
  const email = canonicalEmail(given.email)
  const hash = await prepareHash(given.password, [email, given.name])
  if (!hash.ok) return hash
  const accountId = newId()
  const made = await tx.account.createMany({
    data: { id: accountId, email, name: given.name.trim(), passwordHash: hash.value },
    skipDuplicates: true,
  })
  if (made.count === 0) return fail('email-taken')
  await giveRoles(tx, accountId, given.roles)
  if (given.roles.some(({ key }) => key === 'admin'))
    await tx.$executeRaw`UPDATE "Setup" SET "completedAt" = COALESCE("completedAt", now()), "codeHash" = NULL WHERE "id" = 1`
  await recordAudit(tx, {
    phase: 'event',
    action: 'account.create',
    ...by,
    subject: `account:${accountId}`,
    details: { roles: given.roles },
  })
  return ok({ accountId })
}

async function giveRoles(tx: Tx, accountId: string, roles: NewAccount['roles']): Promise<void> {
  const known = await tx.role.findMany({ where: { key: { in: roles.map(({ key }) => key) } } })
  await tx.roleHolding.createMany({
    data: roles.map(({ key, projectId }) => {
      const role = known.find((candidate) => candidate.key === key)
      if (!role) throw new Error(`There is no role ${key}: ensureBuiltInRoles comes first`)
      return { accountId, roleId: role.id, projectId: projectId ?? null }
    }),
  })
}
