import 'server-only'
import { sign } from 'node:crypto'
import type { AuditKey } from '#lib/audit/audit-key.ts'

/** What is signed beside checkpoints. The first line says which, so that none can be taken for another. */
const KINDS = {
  manifest: 'gavel export manifest',
  certificate: 'gavel deletion certificate',
} as const

/** Ed25519 over the kind, a line break and the text; base64. `scripts/verify-export.mjs` checks it. */
export function signText(kind: keyof typeof KINDS, text: string, { privateKey }: AuditKey): string {
  return sign(null, Buffer.from(`${KINDS[kind]}\n${text}`), privateKey).toString('base64')
}

export const publicPem = ({ publicKey }: AuditKey): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
