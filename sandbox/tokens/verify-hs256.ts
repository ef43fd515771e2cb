import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ok, type Result, refuse } from '../result.ts'

type Refusal = 'malformed' | 'bad signature' | 'expired'

/** What a token says; the times are checked, the rest is not. */
export type Claims = Record<string, unknown> & { iat?: number; exp?: number }

const headerSchema = z.looseObject({ alg: z.literal('HS256'), crit: z.undefined().optional() })
const claimsSchema = z.looseObject({
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
})

/**
 * Checks a token that a shared secret signed, here and at once: handing each to the thread pool, as the library does, cost
 * more than all else of a join, and every join has two.
 */
export const verifyHs256 = (token: string, secret: string, now: Date): Result<Claims, Refusal> => {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.')
  if (rest.length > 0 || !headerSchema.safeParse(decoded(header)).success) return refuse('malformed')
  const expected = Buffer.from(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url'))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refuse('bad signature')
  const { data } = claimsSchema.safeParse(decoded(claims))
  const seconds = Math.floor(now.getTime() / 1000)
  if (!data || (data.nbf ?? 0) > seconds) return refuse('malformed')
  return data.exp <= seconds ? refuse('expired') : ok(data)
}

const decoded = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    // Not JSON: no schema takes it.
    return null
  }
}
