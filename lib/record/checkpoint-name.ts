import 'server-only'
import type { SignedHead } from '#lib/audit/checkpoint.ts'

/** Under which name a checkpoint lies outside: one folder for each key, names in the order of entries. */
export function checkpointName({ keyId, seq }: Pick<SignedHead, 'keyId' | 'seq'>): string {
  return `${keyId}/${seq.padStart(19, '0')}.json`
}
