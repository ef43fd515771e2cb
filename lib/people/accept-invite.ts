import 'server-only'
import { z } from 'zod'
import { canonicalEmail } from '#lib/access/canonical-email.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type OpenLink, spendLink } from './account-links.ts'
import { mayGiveAll } from './invite-person.ts'
import { roleAt } from './model.ts'

export type AcceptFailure = 'void' | 'email-taken'
/**
 * Makes the account an invite promised. The invite gives what its sender may give today: who has lost a
 * right meanwhile, or their access, gives nothing any more.
 */
export async function acceptInvite(
  tx: Tx,
  link: OpenLink,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<Result<{ accountId: string }, AcceptFailure>> {
  const roles = z.array(roleAt).safeParse(link.roles)
  const sender = link.createdById && (await tx.account.findUnique({ where: { id: link.createdById } }))
  if (!roles.success || !sender || sender.disabledAt !== null) return fail('void')
  if (!(await mayGiveAll(tx, sender.id, roles.data)).ok) return fail('void')
  const id = newId()
  const made = await tx.account.createMany({
    data: { id, email: canonicalEmail(link.email), name, passwordHash },
    skipDuplicates: true,
  })
  if (made.count === 0) return fail('email-taken')
  await tx.roleHolding.createMany({
    data: roles.data.map(({ roleId, projectId, until }) => ({
      accountId: id,
      roleId,
      projectId,
      expiresAt: until === null ? null : new Date(until),
      givenById: sender.id,
    })),
    skipDuplicates: true,
  })
  await spendLink(tx, link.id)
  return ok({ accountId: id })
}
