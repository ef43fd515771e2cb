import 'server-only'
import { endDevices } from '#lib/access/end-devices.ts'
import { type AuditAuthor, recordAudit } from '#lib/audit/record-audit.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import type { Owner } from './owner.ts'
import { relyingParty } from './relying-party.ts'

type ChangeRequest = Pick<AuditAuthor, 'address' | 'requestId'>

/**
 * What follows every change of how somebody signs in: all their other devices end, since whoever sits there may be why it
 * was changed; and they get a letter, since it may not have been them who changed it.
 */
export async function tellOfChange(
  tx: Tx,
  owner: Owner,
  change: string,
  request: ChangeRequest,
): Promise<void> {
  const ended = await endOtherDevices(tx, owner, request)
  const { origin } = relyingParty()
  await queueLetter(tx, {
    to: owner.email,
    subject: 'Your sign-in to Gavel was changed',
    text: [
      change,
      ended > 0 ? 'You were signed out on all other devices.' : 'You were signed in on no other device.',
      `Was it not you? Ask an admin at once to end your devices. Your account: ${origin}/me/security`,
    ].join('\n\n'),
  })
}

/** Ends all devices of theirs but the one they sit at, from their next request on. Says how many. */
export async function endOtherDevices(
  tx: Tx,
  { accountId, deviceId }: Owner,
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
