import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { AuthenticatorOffer, FactorAdded } from './model.ts'
import type { Owner } from './owner.ts'
import { firstRecoveryCodes } from './recovery-codes.ts'
import { relyingParty } from './relying-party.ts'
import { openSeed, sealSeed } from './seed-at-rest.ts'
import { acceptedStep, newSeed, offerSeed } from './totp.ts'

/** Begins with a seed that counts for nothing yet; one that was begun before and never used is forgotten. */
export async function startAuthenticator(tx: Tx, { accountId, email }: Owner): Promise<AuthenticatorOffer> {
  await tx.factor.deleteMany({ where: { accountId, kind: 'totp', confirmedAt: null } })
  const seed = newSeed()
  const place = { id: newId(), accountId }
  await tx.factor.create({
    data: { ...place, kind: 'totp', name: 'Authenticator', ...sealSeed(seed, place) },
  })
  return offerSeed(seed, { email, host: new URL(relyingParty().origin).host })
}

/** The first right code makes the seed count; it takes the place of an authenticator they had. */
export async function confirmAuthenticator(
  tx: Tx,
  { accountId }: Owner,
  code: string,
  now: Date,
): Promise<Result<FactorAdded, 'wrong-code' | 'not-begun'>> {
  const row = await tx.factor.findFirst({
    where: { accountId, kind: 'totp', confirmedAt: null },
    select: { id: true, accountId: true, keyId: true, wrappedKey: true, ciphertext: true },
  })
  const seed = row && openSeed(row)
  if (!row || !seed?.ok) return fail('not-begun')
  const step = acceptedStep(seed.value, code.replaceAll(/\s/g, ''), { now, lastStep: null })
  if (step === null) return fail('wrong-code')
  await tx.factor.deleteMany({ where: { accountId, kind: 'totp', confirmedAt: { not: null } } })
  await tx.factor.update({
    where: { id: row.id },
    data: { confirmedAt: now, lastUsedAt: now, lastStep: step },
  })
  return ok({ codes: await firstRecoveryCodes(tx, accountId) })
}
