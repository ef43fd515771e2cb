import 'server-only'
import { hash, randomBytes } from 'node:crypto'

/** An address as an entry keeps it: beside a digest that the chain covers, so that the address itself can be erased. */
export type SealedAddress = { address: string; addressSalt: Buffer; addressDigest: Buffer }

const SALT_BYTES = 16

/** All addresses there are can be tried in an hour; with the salt gone too, the digest tells nobody anything. */
export function sealAddress(address: string): SealedAddress {
  const addressSalt = randomBytes(SALT_BYTES)
  return { address, addressSalt, addressDigest: digestAddress(addressSalt, address) }
}

/** SHA-256(salt, address). */
function digestAddress(salt: Uint8Array, address: string): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(address)]), 'buffer')
}
