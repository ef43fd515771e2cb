import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#lib/system/env.ts'

/**
 * The last part of a link in a letter: that Gavel has sent it to this account about this request. It opens nothing by itself:
 * whoever follows it signs in, must be that account, and everything else is asked as for a button in the console. It is over
 * with the request, which is answered once, withdrawn, or runs out.
 */
export function letterProof(
  requestId: string,
  accountId: string,
  secret: string = env().GAVEL_SECRET,
): string {
  return createHmac('sha256', secret)
    .update(`gavel letter about request ${requestId} to ${accountId}`)
    .digest('base64url')
}

export function isLetterProof(given: string, requestId: string, accountId: string): boolean {
  const [shown, expected] = [Buffer.from(given), Buffer.from(letterProof(requestId, accountId))]
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}
