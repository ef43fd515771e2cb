import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { covers, holdingsOf } from '#lib/access/holdings.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { createLink } from './account-links.ts'
import { canonicalAddress } from './canonical-address.ts'
import type { RoleAt } from './model.ts'

export type InviteFailure = 'bad-address' | 'email-taken' | 'no-such-role' | 'more-than-you-hold' | 'past'

type Wanted = { name: string; email: string; roles: readonly RoleAt[] }

/** Invites somebody, by a letter and by a link that is shown once. An earlier invite of the same address is taken back. */
export async function invitePerson(
  tx: Tx,
  actor: Actor,
  { name, email: typed, roles }: Wanted,
): Promise<Result<{ url: string }, InviteFailure>> {
  const email = canonicalAddress(typed)
  if (email === null) return fail('bad-address')
  if ((await tx.account.count({ where: { email } })) > 0) return fail('email-taken')
  const allowed = await mayGiveAll(tx, actor.accountId, roles)
  if (!allowed.ok) return allowed
  await tx.accountLink.updateMany({
    where: { kind: 'invite', email, usedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  const by = { accountId: null, createdById: actor.accountId }
  const { url } = await createLink(tx, { kind: 'invite', email, name, roles, ...by })
  const text = `${actor.name} invites you to moderate with Gavel.\n\nOpen this link within three days to choose a password:\n${url}\n\nIf you do not know why you get this, ignore it: without the link nothing happens.\n`
  await queueLetter(tx, { to: email, subject: 'You are invited to Gavel', text })
  return ok({ url })
}

/** Whether this account may give all of these roles, each where and for as long as it is asked. */
export async function mayGiveAll(
  tx: Tx,
  giverId: string,
  roles: readonly RoleAt[],
): Promise<Result<null, 'no-such-role' | 'more-than-you-hold' | 'past'>> {
  const held = await holdingsOf(tx, giverId)
  const known = await tx.role.findMany({ where: { id: { in: roles.map(({ roleId }) => roleId) } } })
  for (const { roleId, projectId, until } of roles) {
    const role = known.find(({ id }) => id === roleId)
    if (!role || !(await projectExists(tx, projectId))) return fail('no-such-role')
    const expiresAt = until === null ? null : new Date(until)
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return fail('past')
    const granting = { permissions: [...role.permissions, 'role.grant'], projectId, expiresAt }
    if (!covers(held, granting)) return fail('more-than-you-hold')
  }
  return ok(null)
}

async function projectExists(tx: Tx, projectId: string | null): Promise<boolean> {
  return projectId === null || (await tx.project.count({ where: { id: projectId, removedAt: null } })) > 0
}
