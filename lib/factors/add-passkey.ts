import 'server-only'
import { verifyRegistrationResponse, type WebAuthnCredential } from '@simplewebauthn/server'
import { cleanText } from '#lib/system/clean-text.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { takeChallenge } from './challenge.ts'
import type { FactorAdded, PasskeyMade } from './model.ts'
import type { Owner } from './owner.ts'
import { firstRecoveryCodes } from './recovery-codes.ts'
import { relyingParty } from './relying-party.ts'

export type AddFailure = 'not-added' | 'bad-name'
export type NewPasskey = { credential: WebAuthnCredential; name: string }

export const ADD_WORDS: Record<AddFailure, string> = {
  'not-added': 'This passkey was not added. Try again, or use another one.',
  'bad-name': 'Give it a name of at most 40 characters.',
}

export const LONGEST_NAME = 40

/** Whether a passkey was made on this question, on this device, for this account. */
export async function checkNewPasskey(
  db: Database,
  { challengeId, name, made }: PasskeyMade,
  { accountId, deviceId }: Pick<Owner, 'accountId' | 'deviceId'>,
): Promise<Result<NewPasskey, AddFailure>> {
  const challenge = await takeChallenge(db, challengeId, { purpose: 'register', accountId, deviceId })
  if (challenge === null) return fail('not-added')
  const named = cleanText(name, { longest: LONGEST_NAME })
  if (!named.ok) return fail('bad-name')
  const credential = await verify(made, challenge)
  return credential ? ok({ credential, name: named.value }) : fail('not-added')
}

/** Keeps a passkey. One that somebody has already is refused: a passkey says whose it is. */
export async function addPasskey(
  tx: Tx,
  { accountId }: Owner,
  { credential, name }: NewPasskey,
): Promise<Result<FactorAdded, AddFailure>> {
  const added = await tx.factor.createMany({
    data: {
      accountId,
      kind: 'passkey',
      name,
      confirmedAt: new Date(),
      credentialId: credential.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: BigInt(credential.counter),
      transports: credential.transports ?? [],
    },
    skipDuplicates: true,
  })
  if (added.count === 0) return fail('not-added')
  return ok({ codes: await firstRecoveryCodes(tx, accountId) })
}

async function verify(made: PasskeyMade['made'], challenge: string): Promise<WebAuthnCredential | null> {
  const { rpId, origin } = relyingParty()
  const { attestationObject, clientDataJSON, transports } = made.response
  try {
    const verdict = await verifyRegistrationResponse({
      response: {
        id: made.id,
        rawId: made.rawId,
        type: made.type,
        clientExtensionResults: {},
        response: { attestationObject, clientDataJSON, ...(transports && { transports }) },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    })
    return verdict.verified ? verdict.registrationInfo.credential : null
  } catch {
    return null // malformed, or not what was asked
  }
}
