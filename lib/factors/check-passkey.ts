import 'server-only'
import { type VerifiedAuthenticationResponse, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { DoorRequest } from '#lib/access/door-request.ts'
import { recordAlone } from '#lib/audit/record-alone.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { userHandleOf } from './ask-passkey.ts'
import { type AskedFor, takeChallenge } from './challenge.ts'
import type { PasskeyAnswer } from './model.ts'
import { relyingParty } from './relying-party.ts'

/** A passkey that has answered, and its counter now. */
export type ShownPasskey = { factorId: string; accountId: string; counter: bigint }

/**
 * Whether a passkey has answered the question that was asked for this. No such question, a passkey that nobody has,
 * somebody else's, a disabled account and a wrong signature are one failure: nothing here tells who has an account.
 */
export async function checkPasskey(
  db: Database,
  { challengeId, answer }: PasskeyAnswer,
  asked: AskedFor,
  request: DoorRequest,
): Promise<Result<ShownPasskey, 'wrong'>> {
  const challenge = await takeChallenge(db, challengeId, asked)
  if (challenge === null) return fail('wrong')
  const passkey = await findPasskey(db, answer.id)
  if (!passkey || (asked.accountId !== null && passkey.accountId !== asked.accountId)) return fail('wrong')
  if (!namesOwner(answer, passkey.accountId, asked)) return fail('wrong')

  const verdict = await verify(answer, challenge, passkey)
  if (!verdict?.verified) return fail('wrong')
  const counter = BigInt(verdict.authenticationInfo.newCounter)
  const shown = { factorId: passkey.id, accountId: passkey.accountId, counter }
  if (!goesOn(passkey.counter, counter)) {
    await recordRegress(db, shown, request)
    return fail('wrong')
  }
  return ok(shown)
}

/** Keeps the counter and the time of use; false when another use of this passkey came between. */
export async function notePasskeyUse(tx: Tx, { factorId, counter }: ShownPasskey): Promise<boolean> {
  const noted = await tx.$executeRaw`
    UPDATE "Factor" SET "counter" = ${counter}, "lastUsedAt" = now()
    WHERE "id" = ${factorId}::uuid AND ("counter" < ${counter} OR ("counter" = 0 AND ${counter} = 0::bigint))`
  return noted === 1
}

type Passkey = { id: string; accountId: string; credentialId: string; publicKey: Uint8Array; counter: bigint }

async function findPasskey(db: Database, credentialId: string): Promise<Passkey | null> {
  const [row] = await db.$queryRaw<Passkey[]>`
    SELECT f."id", f."accountId", f."credentialId", f."publicKey", f."counter"
    FROM "Factor" f JOIN "Account" a ON a."id" = f."accountId"
    WHERE f."credentialId" = ${credentialId} AND f."kind" = 'passkey' AND f."confirmedAt" IS NOT NULL
      AND a."disabledAt" IS NULL`
  return row ?? null
}

/** The passkey itself says whose it is; it must say so when nobody else has. */
function namesOwner(
  { response }: PasskeyAnswer['answer'],
  accountId: string,
  { purpose }: AskedFor,
): boolean {
  if (!response.userHandle) return purpose !== 'sign-in'
  return response.userHandle === Buffer.from(userHandleOf(accountId)).toString('base64url')
}

async function verify(
  answer: PasskeyAnswer['answer'],
  challenge: string,
  { credentialId, publicKey }: Passkey,
): Promise<VerifiedAuthenticationResponse | null> {
  const { rpId, origin } = relyingParty()
  const { authenticatorAttachment: _, response, ...rest } = answer
  const { userHandle, ...signed } = response
  try {
    // The library lets an answer from inside another site's frame through when it does not name that site.
    if (isFramed(signed.clientDataJSON)) return null
    return await verifyAuthenticationResponse({
      response: {
        ...rest,
        clientExtensionResults: {},
        response: { ...signed, ...(userHandle && { userHandle }) },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      // The counter is compared below: only a signed one says that a passkey was copied.
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: 0 },
    })
  } catch {
    return null // malformed, or not what was asked: which of it is nobody's business
  }
}

function isFramed(clientDataJSON: string): boolean {
  const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
  return typeof data !== 'object' || data === null || Reflect.get(data, 'crossOrigin') === true
}

/** A counter that stands still or goes back is a copy of the passkey at work; some passkeys never count. */
function goesOn(before: bigint, now: bigint): boolean {
  return now > before || (before === 0n && now === 0n)
}

async function recordRegress(
  db: Database,
  { accountId, factorId }: ShownPasskey,
  { address, requestId }: DoorRequest,
): Promise<void> {
  await recordAlone(db, {
    phase: 'denied',
    action: 'account.passkey',
    actorId: null,
    deviceId: null,
    address,
    subject: `account:${accountId}`,
    details: { factorId, cause: 'counter' },
    requestId,
  })
}
