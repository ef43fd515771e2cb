import 'server-only'
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { log } from '#lib/system/log.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** Signatures by a private key only: with a secret, whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const CLOCKS_DIFFER_SECONDS = 10
const OLDEST_SECONDS = 600

/** The claims as they are, checked by the library; their shapes by us. The standard allows 255 characters for a subject. */
const claims = z.looseObject({
  sub: z
    .string()
    .min(1)
    .max(255)
    .regex(/^\P{Cc}+$/u),
  nonce: z.string(),
  azp: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]),
})

/** Who came, as the provider has signed it. Everything but the subject is for showing or for a rule to judge. */
export type ProviderClaims = {
  readonly issuer: string
  readonly subject: string
  /** Null unless the provider says itself that it is verified. */
  readonly verifiedEmail: string | null
  /** As claimed, verified or not: good for the record only. */
  readonly claimedEmail: string | null
  readonly name: string | null
  readonly groups: readonly string[]
}

type Expected = {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
  readonly groupsClaim: string
}

/** What an ID token says, when it is this issuer's, for us, for this very flow, of now, and signed by a key it publishes. */
export async function verifyIdToken(
  idToken: string,
  keys: JWTVerifyGetKey,
  expected: Expected,
): Promise<Result<ProviderClaims, 'bad-token'>> {
  const { issuer, clientId, nonce, groupsClaim } = expected
  const verified = await jwtVerify(idToken, keys, {
    issuer,
    audience: clientId,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCKS_DIFFER_SECONDS,
    maxTokenAge: OLDEST_SECONDS, // with it a token from the future is refused too
    requiredClaims: ['sub', 'aud', 'exp', 'iat', 'nonce'],
  }).catch((error: unknown) => {
    // Which check it failed helps whoever sets this up; what the token holds is not ours to log.
    const why = error instanceof errors.JOSEError ? error.code : 'no-key'
    const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined
    log.warn({ why, claim }, 'ID token refused')
    return null
  })
  const read = claims.safeParse(verified?.payload)
  if (!read.success) return fail('bad-token')
  const { sub, aud, azp, nonce: given, ...rest } = read.data
  if (given !== nonce) return fail('bad-token')
  // Made for several, or by way of another: only when it says that it was asked for by us.
  if ((azp !== undefined || (Array.isArray(aud) && aud.length > 1)) && azp !== clientId)
    return fail('bad-token')
  const claimedEmail = textOf(rest.email)
  return ok({
    issuer,
    subject: sub,
    claimedEmail,
    verifiedEmail: rest.email_verified === true ? claimedEmail : null,
    name: textOf(rest.name),
    groups: groupsOf(rest[groupsClaim]),
  })
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 400 ? value : null
}

/** A list, or one group by itself; anything else is no group at all. */
function groupsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((group) => typeof group === 'string').slice(0, 1_000)
}
