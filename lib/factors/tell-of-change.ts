import 'server-only'
import { type ChangeRequest, endOtherDevices } from '#lib/access/end-other-devices.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import type { Owner } from './owner.ts'
import { relyingParty } from './relying-party.ts'

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
