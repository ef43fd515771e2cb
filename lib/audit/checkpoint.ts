import 'server-only'
import { type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import type { AuditKey } from './audit-key.ts'

const checkpointSchema = z.strictObject({
  seq: z.string().regex(/^[1-9]\d{0,18}$/),
  /** Of that entry, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** Ed25519, base64. */
  signature: z.string().max(100),
})

/** A signed statement: at this time the chain ended with this entry and this hash. A line of the checkpoints' file. */
export type SignedHead = z.output<typeof checkpointSchema>

export function signHead(head: Pick<SignedHead, 'seq' | 'hash' | 'at'>, key: AuditKey): SignedHead {
  const stated = { ...head, keyId: key.keyId }
  return { ...stated, signature: sign(null, statement(stated), key.privateKey).toString('base64') }
}

export function isSignedBy(head: SignedHead, publicKey: KeyObject): boolean {
  return verify(null, statement(head), publicKey, Buffer.from(head.signature, 'base64'))
}

/** A head as a row of the table keeps it, and back. */
export function rowOfHead(head: SignedHead) {
  return {
    seq: BigInt(head.seq),
    hash: new Uint8Array(Buffer.from(head.hash, 'hex')),
    at: new Date(head.at),
    keyId: head.keyId,
    signature: new Uint8Array(Buffer.from(head.signature, 'base64')),
  }
}

export function headOfRow(row: {
  seq: bigint
  hash: Uint8Array
  at: Date
  keyId: string
  signature: Uint8Array
}): SignedHead {
  return {
    seq: row.seq.toString(),
    hash: Buffer.from(row.hash).toString('hex'),
    at: row.at.toISOString(),
    keyId: row.keyId,
    signature: Buffer.from(row.signature).toString('base64'),
  }
}

/** One line of the file; null for what is none, such as the half of a line that a power cut has left. */
export function readCheckpoint(line: string): SignedHead | null {
  try {
    return checkpointSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

/** The first line says what it is, so that no other thing signed with this key could be taken for it. */
function statement({ seq, hash, at, keyId }: Omit<SignedHead, 'signature'>): Buffer {
  return Buffer.from(['gavel audit checkpoint', seq, hash, at, keyId, ''].join('\n'))
}
