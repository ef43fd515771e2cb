import 'server-only'
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '#lib/system/env.ts'

/** What a token carries as its data: everybody in the session can read it, so it says nothing about anybody. */
export function newGrantRef(): string {
  return `g_${randomBytes(16).toString('base64url')}`
}

/** The reference by which a person who came by an invite is known. */
export function newPersonRef(): string {
  return `p_${randomBytes(16).toString('base64url')}`
}

/** The last part of an invite's link; only its hash is kept. */
export function newInviteToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashInviteToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}

/** Proves that a grant was given to whoever shows it: the grant's reference alone is no secret. */
export function receiptFor(grantRef: string, secret: string = env().GAVEL_SECRET): string {
  return `${grantRef}.${proof(grantRef, secret)}`
}

/** The grant that a receipt is for; null when it was not made here. */
export function readReceipt(receipt: string, secret: string = env().GAVEL_SECRET): string | null {
  const [grantRef = '', given = '', ...more] = receipt.split('.')
  const expected = Buffer.from(proof(grantRef, secret))
  const shown = Buffer.from(given)
  if (more.length > 0 || shown.length !== expected.length) return null
  return timingSafeEqual(shown, expected) ? grantRef : null
}

function proof(grantRef: string, secret: string): string {
  return createHmac('sha256', secret).update(`gavel receipt ${grantRef}`).digest('base64url')
}
