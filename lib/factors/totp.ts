import 'server-only'
import { generateSecret, generateURI, verifySync } from 'otplib/functional'
import { encode } from 'uqr'
import type { AuthenticatorOffer } from './model.ts'

const STEP_SECONDS = 30

/** A new authenticator's seed: 160 bits, base32. */
export const newSeed = (): string => generateSecret()

/** The seed as its owner gets it: to be typed, or photographed. `host` tells it apart from other consoles. */
export function offerSeed(
  secret: string,
  { email, host }: { email: string; host: string },
): AuthenticatorOffer {
  const uri = generateURI({ issuer: `Gavel ${host}`, label: email, secret })
  return { secret, uri, square: squareOf(uri) }
}

/**
 * The time step (RFC 6238: 30 s, 6 digits, SHA-1) that a code belongs to: the one of now, the one before or the one
 * after. Null when it belongs to none, or to one that was accepted before.
 */
export function acceptedStep(
  secret: string,
  code: string,
  { now, lastStep }: { now: Date; lastStep: bigint | null },
): bigint | null {
  if (!/^\d{6}$/.test(code)) return null
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1_000),
    epochTolerance: STEP_SECONDS,
  })
  if (!result.valid || !('timeStep' in result)) return null
  const step = BigInt(result.timeStep)
  return lastStep === null || step > lastStep ? step : null
}

function squareOf(text: string): AuthenticatorOffer['square'] {
  const { size, data } = encode(text, { ecc: 'M', border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { size, path }
}
