import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { askPasskey } from './ask-passkey.ts'
import type { ConfirmWays } from './model.ts'
import type { Owner } from './owner.ts'
import { passkeysWork } from './relying-party.ts'

/** How somebody signed in can show once more that it is them. */
export async function confirmWays(tx: Tx, { accountId, deviceId }: Owner): Promise<ConfirmWays> {
  const account = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { passwordHash: true },
  })
  const passkeys = await tx.factor.count({
    where: { accountId, kind: 'passkey', confirmedAt: { not: null } },
  })
  const ask = passkeys > 0 && passkeysWork()
  return {
    password: account.passwordHash !== null,
    passkey: ask ? await askPasskey(tx, { purpose: 'confirm', accountId, deviceId }) : null,
  }
}
