import 'server-only'
import type { Tx } from '#lib/system/database.ts'

/** Something held: these permissions, in one project or in all, until then or for good. */
export type Holding = {
  readonly permissions: readonly string[]
  readonly projectId: string | null
  readonly expiresAt: Date | null
}

/**
 * Whether somebody who holds these holds all of that, there and for so long: the rule that nobody gives what they do not
 * have. What is held in single projects is never held everywhere, also not when it is all projects there are today.
 */
export function covers(held: readonly Holding[], wanted: Holding): boolean {
  return wanted.permissions.every((permission) =>
    held.some(
      (one) =>
        one.permissions.includes(permission) &&
        (one.projectId === null || one.projectId === wanted.projectId) &&
        lasts(one.expiresAt, wanted.expiresAt),
    ),
  )
}

function lasts(held: Date | null, wanted: Date | null): boolean {
  if (held === null) return true
  return wanted !== null && wanted.getTime() <= held.getTime()
}

/** Of rows with an end: those that are held now. */
export const notRunOut = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] })

/** What an account holds now. What has run out is not there. */
export async function holdingsOf(tx: Tx, accountId: string): Promise<Holding[]> {
  const rows = await tx.roleHolding.findMany({
    where: { accountId, ...notRunOut() },
    select: { projectId: true, expiresAt: true, role: { select: { permissions: true } } },
  })
  return rows.map(({ role, projectId, expiresAt }) => ({
    permissions: role.permissions,
    projectId,
    expiresAt,
  }))
}
