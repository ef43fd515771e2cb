import 'server-only'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { covers, type Holding, holdingsOf } from '#lib/access/holdings.ts'
import { PERMISSIONS } from '#lib/access/permissions.ts'
import { announceRights } from '#lib/access/rights-channel.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { newRoleInput, RoleView, roleInput } from './model.ts'

export type FoundRole = Omit<RoleView, 'people'> & { projectId: null }

/** A role, locked. */
export async function findRole(tx: Tx, roleId: string): Promise<FoundRole | null> {
  const [row] = await tx.$queryRaw<Omit<FoundRole, 'projectId'>[]>`
    SELECT "id", "key", "name", "description", "builtIn", "permissions", "needsTwoFactors", "version"
    FROM "Role" WHERE "id" = ${roleId}::uuid FOR UPDATE`
  return row ? { ...row, projectId: null } : null
}

export type RoleFailure =
  | 'more-than-you-hold'
  | 'built-in'
  | 'changed-meanwhile'
  | 'name-taken'
  | 'unknown-permission'

/** Makes a role that allows what another does, as far as whoever makes it may give it. */
export async function createRole(
  tx: Tx,
  actor: Actor,
  base: FoundRole,
  { name, description }: z.output<typeof newRoleInput>,
): Promise<Result<{ roleId: string }, RoleFailure>> {
  if (await nameTaken(tx, name, null)) return fail('name-taken')
  const held = await holdingsOf(tx, actor.accountId)
  const permissions = base.permissions.filter((permission) => mayGiveEverywhere(held, [permission]))
  const id = newId()
  await tx.role.create({ data: { id, key: `custom-${id}`, name, description, permissions } })
  return ok({ roleId: id })
}

/**
 * Changes what a role is called and allows. What is added or taken must be held, everywhere and for good, by whoever
 * changes it: a role can be given anywhere. Of a built-in role only whether it asks for two factors can be changed.
 */
export async function saveRole(
  tx: Tx,
  actor: Actor,
  role: FoundRole,
  wanted: z.output<typeof roleInput>,
): Promise<Result<null, RoleFailure>> {
  if (role.version !== wanted.version) return fail('changed-meanwhile')
  if (!wanted.permissions.every((permission) => Object.hasOwn(PERMISSIONS, permission)))
    return fail('unknown-permission')
  const changed = difference(role.permissions, wanted.permissions)
  const renamed = role.name !== wanted.name || role.description !== wanted.description
  if (role.builtIn && (changed.length > 0 || renamed)) return fail('built-in')
  if (renamed && (await nameTaken(tx, wanted.name, role.id))) return fail('name-taken')
  if (!mayGiveEverywhere(await holdingsOf(tx, actor.accountId), changed)) return fail('more-than-you-hold')
  const { name, description, needsTwoFactors } = wanted
  const permissions = [...new Set(wanted.permissions)]
  await tx.role.update({
    where: { id: role.id },
    data: { name, description, needsTwoFactors, permissions, version: { increment: 1 } },
  })
  if (needsTwoFactors && !role.needsTwoFactors) await endSingleFactorDevices(tx, role.id)
  await announceRole(tx, role.id)
  return ok(null)
}

/** Takes a role out of the world, and from everybody who holds it. */
export async function deleteRole(tx: Tx, actor: Actor, role: FoundRole): Promise<Result<null, RoleFailure>> {
  if (role.builtIn) return fail('built-in')
  if (!mayGiveEverywhere(await holdingsOf(tx, actor.accountId), role.permissions))
    return fail('more-than-you-hold')
  await announceRole(tx, role.id)
  await tx.roleHolding.deleteMany({ where: { roleId: role.id } })
  await tx.role.delete({ where: { id: role.id } })
  return ok(null)
}

function mayGiveEverywhere(held: readonly Holding[], permissions: readonly string[]): boolean {
  return covers(held, { permissions, projectId: null, expiresAt: null })
}

/** What stands in one of the two and not in the other. */
function difference(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((one) => !after.includes(one)), ...after.filter((one) => !before.includes(one))]
}

async function nameTaken(tx: Tx, name: string, besides: string | null): Promise<boolean> {
  const found = await tx.role.findFirst({
    where: { name: { equals: name, mode: 'insensitive' }, ...(besides && { id: { not: besides } }) },
    select: { id: true },
  })
  return found !== null
}

/** Whoever holds the role and signed in by a password alone does so anew, and is then asked to set up a second factor. */
async function endSingleFactorDevices(tx: Tx, roleId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Device" d SET "revokedAt" = now()
    FROM "RoleHolding" h
    WHERE h."roleId" = ${roleId}::uuid AND h."accountId" = d."accountId" AND d."revokedAt" IS NULL
      AND d."method" = 'password' AND NOT EXISTS (
        SELECT 1 FROM "Factor" f
        WHERE f."accountId" = d."accountId" AND f."confirmedAt" IS NOT NULL AND f."kind" IN ('totp', 'passkey'))`
}

async function announceRole(tx: Tx, roleId: string): Promise<void> {
  const holders = await tx.roleHolding.findMany({
    where: { roleId },
    select: { accountId: true },
    distinct: ['accountId'],
  })
  for (const { accountId } of holders) await announceRights(tx, accountId)
}
