import 'server-only'
import { notRunOut } from '#lib/access/holdings.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Database, Tx } from '#lib/system/database.ts'

/** Whether somebody holds this there now, by the rows and not by what was loaded when they came to the door. */
export async function mayStill(
  db: Database | Tx,
  accountId: string,
  projectId: string,
  permission: Permission,
): Promise<boolean> {
  const held = await db.roleHolding.count({
    where: {
      accountId,
      account: { disabledAt: null },
      role: { permissions: { has: permission } },
      AND: [{ OR: [{ projectId: null }, { projectId }] }, notRunOut()],
    },
  })
  return held > 0
}
