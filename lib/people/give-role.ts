import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { adminsBesides, lockAdmins } from '#lib/access/guard-last-admin.ts'
import { covers, holdingsOf } from '#lib/access/holdings.ts'
import { announceRights } from '#lib/access/rights-channel.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { FoundPerson } from './find-person.ts'
import { mayGiveAll } from './invite-person.ts'
import type { RoleAt } from './model.ts'

export type GiveFailure =
  | 'yourself'
  | 'deactivated'
  | 'no-such-role'
  | 'more-than-you-hold'
  | 'past'
  | 'last-admin'

/** Gives somebody a role at one place. Given again, it only gets another end (and a giver, when it had none). */
export async function giveRole(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
  role: RoleAt,
): Promise<Result<null, GiveFailure>> {
  if (person.id === actor.accountId) return fail('yourself')
  if (person.disabledAt !== null) return fail('deactivated')
  const allowed = await mayGiveAll(tx, actor.accountId, [role])
  if (!allowed.ok) return allowed
  const { roleId, projectId } = role
  const expiresAt = role.until === null ? null : new Date(role.until)
  const before = await tx.roleHolding.findFirst({ where: { accountId: person.id, roleId, projectId } })
  if (before && expiresAt !== null && (await isLastAdmin(tx, { ...before, accountId: person.id })))
    return fail('last-admin')
  // What followed from groups at the provider is from now on given by a person, and does not go with the group.
  const owner = before?.source === 'provider' ? { source: 'person' as const, givenById: actor.accountId } : {}
  if (before) await tx.roleHolding.update({ where: { id: before.id }, data: { expiresAt, ...owner } })
  else
    await tx.roleHolding.create({
      data: { accountId: person.id, roleId, projectId, expiresAt, givenById: actor.accountId },
    })
  await tellOfRoles(tx, person)
  return ok(null)
}

export type FoundHolding = {
  id: string
  projectId: string | null
  roleId: string
  expiresAt: Date | null
  person: FoundPerson
}

/** What somebody holds, locked with its holder; placed where it is held. */
export async function findHolding(tx: Tx, holdingId: string): Promise<FoundHolding | null> {
  const row = await tx.roleHolding.findUnique({ where: { id: holdingId }, include: { account: true } })
  if (!row) return null
  await tx.$queryRaw`SELECT 1 AS locked FROM "Account" WHERE "id" = ${row.accountId}::uuid FOR UPDATE`
  const { id, projectId, roleId, expiresAt, account } = row
  return { id, projectId, roleId, expiresAt, person: { ...account, projectId: null } }
}

/** Takes a role away. Whoever takes it must hold what it allows: a lead does not unmake an admin. */
export async function takeRole(
  tx: Tx,
  actor: Actor,
  holding: FoundHolding,
): Promise<Result<null, 'more-than-you-hold' | 'last-admin'>> {
  const role = await tx.role.findUniqueOrThrow({ where: { id: holding.roleId } })
  const { projectId, expiresAt, person } = holding
  const held = await holdingsOf(tx, actor.accountId)
  const own = person.id === actor.accountId
  if (!own && !covers(held, { permissions: role.permissions, projectId, expiresAt }))
    return fail('more-than-you-hold')
  if (await isLastAdmin(tx, { ...holding, accountId: person.id })) return fail('last-admin')
  await tx.roleHolding.deleteMany({ where: { id: holding.id } })
  await tellOfRoles(tx, person)
  return ok(null)
}

/** Whether without this holding nobody could administer everything any more. */
async function isLastAdmin(
  tx: Tx,
  holding: { accountId: string; roleId: string; projectId: string | null; expiresAt: Date | null },
): Promise<boolean> {
  const { accountId, roleId, projectId, expiresAt } = holding
  if (projectId !== null || expiresAt !== null) return false
  if ((await tx.role.count({ where: { id: roleId, key: 'admin' } })) === 0) return false
  await lockAdmins(tx)
  return (await adminsBesides(tx, accountId)) === 0
}

async function tellOfRoles(tx: Tx, person: FoundPerson): Promise<void> {
  await announceRights(tx, person.id)
  const text = `What you may do in Gavel was changed just now. Your account page shows what you hold.\n\nIf this surprises you, ask an admin.\n`
  await queueLetter(tx, { to: person.email, subject: 'Your roles were changed', text })
}
