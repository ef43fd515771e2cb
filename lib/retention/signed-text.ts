import 'server-only'
import { sign } from 'node:crypto'
import type { AuditKey } from '#lib/audit/audit-key.ts'

/** The first line says what it is, so that no other thing signed with this key could be taken for it. */
const KIND = 'gavel export manifest'

/** Ed25519 over that line and the text; base64. `scripts/verify-export.mjs` checks it. */
export function signManifest(text: string, { privateKey }: AuditKey): string {
  return sign(null, Buffer.from(`${KIND}\n${text}`), privateKey).toString('base64')
}

export const publicPem = ({ publicKey }: AuditKey): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
