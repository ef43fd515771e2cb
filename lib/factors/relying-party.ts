import 'server-only'
import { isIP } from 'node:net'
import { env } from '#lib/system/env.ts'

/** Who asks, in the words of WebAuthn: from the settings alone, never from a header of the request. */
export function relyingParty(): { rpId: string; origin: string; name: string } {
  const { origin, hostname } = new URL(env().GAVEL_URL)
  return { rpId: hostname, origin, name: 'Gavel' }
}

/** Browsers bind a passkey to a name; a console reached by a bare address has none. */
export function passkeysWork(): boolean {
  return isIP(relyingParty().rpId.replace(/^\[|\]$/g, '')) === 0
}
