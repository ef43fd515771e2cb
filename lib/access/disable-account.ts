import 'server-only'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { adminsBesides, lockAdmins } from './guard-last-admin.ts'
import { announceRights } from './rights-channel.ts'

/** Takes somebody's access away, on all devices from the next request on. Nobody disables the last admin. */
export async function disableAccount(
  tx: Tx,
  accountId: string,
  by: AuditAuthor,
): Promise<Result<null, 'not-found' | 'last-admin'>> {
  await lockAdmins(tx)
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { disabledAt: true } })
  if (!account) return fail('not-found')
  if (account.disabledAt !== null) return ok(null)
  if ((await adminsBesides(tx, accountId)) === 0) return fail('last-admin')
  await tx.$executeRaw`UPDATE "Account" SET "disabledAt" = now() WHERE "id" = ${accountId}::uuid`
  await tx.$executeRaw`
    UPDATE "Device" SET "revokedAt" = now() WHERE "accountId" = ${accountId}::uuid AND "revokedAt" IS NULL`
  await recordAudit(tx, {
    phase: 'event',
    action: 'account.disable',
    ...by,
    subject: `account:${accountId}`,
    details: {},
  })
  await announceRights(tx, accountId)
  return ok(null)
}
