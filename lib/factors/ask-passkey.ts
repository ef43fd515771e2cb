import 'server-only'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import type { Tx } from '#lib/system/database.ts'
import { type AskedFor, makeChallenge } from './challenge.ts'
import type { PasskeyOffer, PasskeyQuestion } from './model.ts'
import type { Owner } from './owner.ts'
import { relyingParty } from './relying-party.ts'

const TIMEOUT_MS = 5 * 60_000

/** A question for a passkey: for any when nobody has said who they are, else for one of theirs. */
export async function askPasskey(tx: Tx, asked: AskedFor): Promise<PasskeyQuestion> {
  const { id, value } = await makeChallenge(tx, asked)
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().rpId,
    challenge: value,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    ...(asked.accountId !== null && { allowCredentials: await passkeysOf(tx, asked.accountId) }),
  })
  return { challengeId: id, options }
}

/** What a browser needs to make a passkey that signs in by itself, without an e-mail address being typed. */
export async function offerPasskey(
  tx: Tx,
  { accountId, deviceId, name, email }: Owner,
): Promise<PasskeyOffer> {
  const { id, value } = await makeChallenge(tx, { purpose: 'register', accountId, deviceId })
  const { rpId, name: rpName } = relyingParty()
  const options = await generateRegistrationOptions({
    rpName,
    rpID: rpId,
    userName: email,
    userDisplayName: name,
    userID: userHandleOf(accountId),
    challenge: value,
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: await passkeysOf(tx, accountId),
  })
  return { challengeId: id, options }
}

/** What a passkey keeps of its owner: an id of ours that says nothing about anybody. */
export function userHandleOf(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'))
}

async function passkeysOf(tx: Tx, accountId: string): Promise<{ id: string; transports: string[] }[]> {
  const rows = await tx.factor.findMany({
    where: { accountId, kind: 'passkey', confirmedAt: { not: null } },
    select: { credentialId: true, transports: true },
  })
  return rows.flatMap(({ credentialId, transports }) =>
    credentialId === null ? [] : [{ id: credentialId, transports }],
  )
}
