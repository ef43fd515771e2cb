import 'server-only'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/system/database.ts'
import { endDevices } from './end-devices.ts'

/** By which request somebody's own things are changed. */
export type ChangeRequest = Pick<AuditAuthor, 'address' | 'requestId'>

/** Ends all devices of theirs but the one they sit at, from their next request on. Says how many. */
export async function endOtherDevices(
  tx: Tx,
  { accountId, deviceId }: { accountId: string; deviceId: string },
  { address, requestId }: ChangeRequest,
): Promise<number> {
  const ended = await endDevices(tx, accountId, deviceId)
  if (ended === 0) return 0
  await recordAudit(tx, {
    phase: 'event',
    action: 'device.revoke',
    actorId: accountId,
    deviceId,
    address,
    subject: `account:${accountId}`,
    details: { others: ended },
    requestId,
  })
  return ended
}
