import 'server-only'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '#lib/system/result.ts'

export type SignatureFailure =
  | 'unsigned'
  | 'bad-signature'
  | 'wrong-project'
  | 'other-body'
  | 'from-the-future'
  | 'too-old'

/** How far the platform's clock may be from ours, and how old a signature is still taken for the first delivery. */
export const FRESH_SECONDS = 300
/** A delivery that failed is repeated for a day; it may carry its first signature. See docs/decisions/0020. */
export const OLDEST_SECONDS = 24 * 3600 + FRESH_SECONDS

const header = z.looseObject({ alg: z.literal('HS256') })
const claims = z.looseObject({
  iat: z.number(),
  payload_hash: z.string().regex(/^[0-9a-f]{64}$/i),
  api_key: z.union([z.string(), z.number()]).transform(String).optional(),
  application_id: z.string().optional(),
})

/**
 * Whether the platform signed exactly these bytes for this project. The algorithm is pinned, all comparisons take
 * constant time, and the hash is taken over the body as it came: JSON that was parsed and written again is another body.
 * `late` says that the signature is older than a first delivery's; only what is not known yet is then taken.
 */
export function verifyCallback(
  authorization: string | null,
  body: Uint8Array,
  project: string,
  secrets: readonly string[],
  now: Date,
): Result<{ late: boolean }, SignatureFailure> {
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '')
  const [, head, payload, signature] = token ?? []
  if (!head || !payload || !signature) return fail('unsigned')
  if (!header.safeParse(decode(head)).success) return fail('bad-signature')
  const signed = secrets.some((secret) => isSignedBy(secret, `${head}.${payload}`, signature))
  const claimed = claims.safeParse(decode(payload))
  if (!signed || !claimed.success) return fail('bad-signature')
  const { iat, payload_hash, api_key, application_id } = claimed.data
  // In the newer environment the key is the account's, and only the application says which project it is.
  if (api_key !== project && application_id !== project) return fail('wrong-project')
  if (!isEqual(Buffer.from(payload_hash, 'hex'), createHash('sha256').update(body).digest()))
    return fail('other-body')
  const age = now.getTime() / 1000 - iat
  if (age < -FRESH_SECONDS) return fail('from-the-future')
  if (!(age <= OLDEST_SECONDS)) return fail('too-old')
  return ok({ late: age > FRESH_SECONDS })
}

function isSignedBy(secret: string, content: string, signature: string): boolean {
  if (secret.trim() === '') return false
  const expected = createHmac('sha256', secret).update(content).digest()
  // Compared in its written form too: base64url has several spellings of the same bytes.
  return isEqual(Buffer.from(signature), Buffer.from(expected.toString('base64url')))
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined // the schema refuses it
  }
}
