import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { BUILT_IN_ROLES } from './permissions.ts'

/** Brings the built-in roles to what this version says they are; a change is on the record, no change is not. */
export async function ensureBuiltInRoles(db: Database): Promise<void> {
  for (const [key, { name, description, permissions: listed }] of Object.entries(BUILT_IN_ROLES)) {
    const permissions = [...listed]
    await db.$transaction(async (tx) => {
      const before = await tx.role.findUnique({ where: { key } })
      const same = before?.permissions.join() === permissions.join()
      if (same && before?.name === name && before.description === description) return
      await tx.role.upsert({
        where: { key },
        create: { key, name, description, permissions, builtIn: true },
        update: { name, description, permissions, builtIn: true },
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
}
