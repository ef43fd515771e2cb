import 'server-only'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { announceRights } from './rights-channel.ts'

/** Ends what one device is signed in to, from its next request on. Nothing happens, and nothing is recorded, twice. */
export async function revokeDevice(
  tx: Tx,
  deviceId: string,
  by: AuditAuthor & { action: 'account.signOut' | 'device.revoke' },
): Promise<void> {
  const [revoked] = await tx.$queryRaw<{ accountId: string }[]>`
    UPDATE "Device" SET "revokedAt" = now() WHERE "id" = ${deviceId}::uuid AND "revokedAt" IS NULL
    RETURNING "accountId"`
  if (!revoked) return
  await recordAudit(tx, { phase: 'event', ...by, subject: `device:${deviceId}`, details: {} })
  await announceRights(tx, revoked.accountId)
}
