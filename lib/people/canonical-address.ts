import 'server-only'
import { z } from 'zod'
import { canonicalEmail } from '#lib/access/canonical-email.ts'

const shape = z.email()

/**
 * One address in its canonical form, or null when it is not exactly one. Canonicalised first and judged afterwards: what is
 * looked at is what will be written to, so that a full-width sign or a second address cannot slip in between.
 */
export function canonicalAddress(typed: string): string | null {
  const address = canonicalEmail(typed)
  return address.length <= 254 && shape.safeParse(address).success ? address : null
}
