import 'server-only'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { endDevice } from './end-devices.ts'

/** Ends what one device is signed in to, from its next request on. Nothing happens, and nothing is recorded, twice. */
export async function revokeDevice(
  tx: Tx,
  deviceId: string,
  by: AuditAuthor & { action: 'account.signOut' | 'device.revoke' },
): Promise<void> {
  if ((await endDevice(tx, deviceId)) === null) return
  await recordAudit(tx, { phase: 'event', ...by, subject: `device:${deviceId}`, details: {} })
}
