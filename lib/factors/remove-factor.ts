import 'server-only'
import { isSecondFactor, needsSecondFactor } from '#lib/access/second-factor.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { lockOwner, type Owner } from './owner.ts'

export type OwnFactor = { projectId: null; id: string; kind: 'totp' | 'passkey' }
export type RemoveFailure = 'last-factor' | 'last-way-in'

export const REMOVE_WORDS: Record<RemoveFailure, string> = {
  'last-factor': 'A role of yours needs two factors: add another one before you remove this.',
  'last-way-in': 'Without it you could not sign in any more: add another passkey, or set a password.',
}

/** An authenticator or passkey of this person's, for the scope of a door. Null when it is not theirs. */
export async function findOwnFactor(tx: Tx, owner: Owner, id: string): Promise<OwnFactor | null> {
  await lockOwner(tx, owner)
  const row = await tx.factor.findFirst({
    where: { id, accountId: owner.accountId, confirmedAt: { not: null } },
    select: { id: true, kind: true },
  })
  return row && row.kind !== 'recovery' ? { projectId: null, id: row.id, kind: row.kind } : null
}

/** Takes a factor away; never the one that is still needed. With the last one go the recovery codes. */
export async function removeFactor(
  tx: Tx,
  { accountId }: Owner,
  { id, kind }: OwnFactor,
): Promise<Result<null, RemoveFailure>> {
  const others = await tx.factor.findMany({
    where: { accountId, id: { not: id }, ...isSecondFactor() },
    select: { kind: true },
  })
  if (others.length === 0 && (await needsSecondFactor(tx, accountId))) return fail('last-factor')
  const lastPasskey = kind === 'passkey' && !others.some((other) => other.kind === 'passkey')
  if (lastPasskey && !(await hasOtherWay(tx, accountId))) return fail('last-way-in')
  await tx.factor.delete({ where: { id } })
  if (others.length === 0) await tx.factor.deleteMany({ where: { accountId, kind: 'recovery' } })
  return ok(null)
}

/** Whether they come in without a passkey: by a password, or by a provider. */
async function hasOtherWay(tx: Tx, accountId: string): Promise<boolean> {
  const account = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { passwordHash: true, _count: { select: { identities: true } } },
  })
  return account.passwordHash !== null || account._count.identities > 0
}
