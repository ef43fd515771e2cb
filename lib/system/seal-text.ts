/**
 * Secrets at rest. Each is encrypted (AES-256-GCM) under a data key of its own, which a master key wraps. What a
 * ciphertext belongs to is authenticated with it: in another table, row or column, or under another key's name, it does
 * not open. Nonces are random and fresh, and a data key encrypts once, so none can repeat under a key.
 */
import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { MasterKeys } from './master-keys.ts'
import { fail, ok, type Result } from './result.ts'

/** The row that a secret stands in, and what else of that row must stay as it is. */
export type Place = { table: string; id: string; also: readonly string[] }
export type SealedBytes = {
  keyId: string
  wrappedKey: Uint8Array<ArrayBuffer>
  ciphertext: Uint8Array<ArrayBuffer>
}
/** `unknown-key`: sealed under a master key that is not among ours. `damaged`: changed, moved, or another key of that name. */
export type OpenFailure = 'unknown-key' | 'damaged'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

export function sealText(plain: string, place: Place, keys: MasterKeys): SealedBytes {
  const keyId = keys.current
  const master = keys.byId.get(keyId)
  if (!master) throw new Error('The current master key is missing')
  const dataKey = randomBytes(KEY_BYTES)
  return {
    keyId,
    wrappedKey: encrypt(dataKey, master, belonging(place, 'wrappedKey', keyId)),
    ciphertext: encrypt(Buffer.from(plain, 'utf8'), dataKey, belonging(place, 'ciphertext', keyId)),
  }
}

export function openText(sealed: SealedBytes, place: Place, keys: MasterKeys): Result<string, OpenFailure> {
  const { keyId, wrappedKey, ciphertext } = sealed
  const master = keys.byId.get(keyId)
  if (!master) return fail('unknown-key')
  const dataKey = decrypt(wrappedKey, master, belonging(place, 'wrappedKey', keyId))
  if (dataKey?.length !== KEY_BYTES) return fail('damaged')
  const plain = decrypt(ciphertext, dataKey, belonging(place, 'ciphertext', keyId))
  return plain ? ok(plain.toString('utf8')) : fail('damaged')
}

function belonging({ table, id, also }: Place, column: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([table, id, column, keyId, ...also]))
}

/** 96 random bits. */
export const newNonce = (): Buffer => randomBytes(NONCE_BYTES)

/** nonce, ciphertext, tag. */
function encrypt(plain: Buffer, key: Buffer, aad: Buffer): Uint8Array<ArrayBuffer> {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

function decrypt(bytes: Uint8Array, key: Buffer, aad: Buffer): Buffer | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(-TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    // Not authentic: which part of it is not, nobody can tell.
    return null
  }
}
