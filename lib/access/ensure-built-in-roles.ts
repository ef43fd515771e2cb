import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { BUILT_IN_ROLES } from './permissions.ts'

/** Brings the built-in roles to what this version says they are; a change is on the record, no change is not. */
export async function ensureBuiltInRoles(db: Database): Promise<void> {
  for (const [key, { name, permissions }] of Object.entries(BUILT_IN_ROLES))
    await db.$transaction(async (tx) => {
      const before = await tx.role.findUnique({ where: { key } })
      if (before?.name === name && before.permissions.join() === permissions.join()) return
      await tx.role.upsert({
        where: { key },
        create: { key, name, permissions, builtIn: true },
        update: { name, permissions, builtIn: true },
      })
      await recordAudit(tx, {
        phase: 'event',
        action: 'role.manage',
        actorId: null,
        deviceId: null,
        address: null,
        subject: `role:${key}`,
        details: { by: 'version', permissions, before: before?.permissions ?? null },
        requestId: 'start',
      })
    })
}
