import 'server-only'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/**
 * `gavel_` id `_` secret checksum: eight letters or digits by which a key is known, 256 random bits, and a checksum by which
 * a scanner tells a key from what only looks like one, without asking anybody. docs/api-keys.md says so to scanners.
 */
const SHAPE = /^(gavel_[0-9A-Za-z]{8})_([0-9A-Za-z_-]{43})([0-9A-Za-z]{6})$/
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A key that nobody has. Shown once; `prefix` and `hash` are what is kept of it. */
export function newApiKey(): { key: string; prefix: string; hash: Uint8Array<ArrayBuffer> } {
  const id = Array.from({ length: 8 }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('')
  const prefix = `gavel_${id}`
  const body = `${prefix}_${randomBytes(32).toString('base64url')}`
  const key = body + checksumOf(body)
  return { key, prefix, hash: hashApiKey(key) }
}

/** The prefix of what has the form of a key, checksum included; null for all else, which nobody need look up. */
export function prefixOf(key: string): string | null {
  const [, prefix, secret, checksum] = SHAPE.exec(key) ?? []
  return prefix && checksum === checksumOf(`${prefix}_${secret}`) ? prefix : null
}

/** 256 random bits need no salt and no slow hash. */
export function hashApiKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(key).digest())
}

/** CRC-32 in base 62, six digits. */
function checksumOf(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let place = 0; place < 6; place++) {
    digits = DIGITS.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
