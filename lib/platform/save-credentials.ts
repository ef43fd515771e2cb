import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { type MasterKeys, masterKeys } from '#lib/system/master-keys.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { open, type SecretPurpose, seal } from './seal.ts'

export type NewSecrets = Partial<Record<SecretPurpose, string>>

/** For so long the platform may go on signing with the signature secret that was replaced. */
const OVERLAP_MS = 30 * 60_000

/**
 * Seals a project's secrets, each beside the one it replaces: a replaced signature secret stays valid for half an hour, any
 * other is removed at once. Saving what is already there changes nothing. Says which were changed.
 */
export async function saveCredentials(
  tx: Tx,
  projectId: string,
  secrets: NewSecrets,
  now: Date,
  keys: MasterKeys = masterKeys(),
): Promise<Result<SecretPurpose[], 'bad-secret'>> {
  const given = Object.entries(secrets).filter(
    (pair): pair is [SecretPurpose, string] => pair[1] !== undefined,
  )
  if (!given.every(([purpose, secret]) => isSound(purpose, secret))) return fail('bad-secret')
  await tx.$queryRaw`SELECT 1 FROM "Project" WHERE "id" = ${projectId}::uuid FOR UPDATE`
  const changed: SecretPurpose[] = []
  for (const [purpose, secret] of given) {
    if (await replaceSecret(tx, { projectId, purpose, secret, now, keys })) changed.push(purpose)
  }
  return ok(changed)
}

/** No secret is short, or begins or ends with blanks: such a one was cut or pasted wrongly. */
export function isSound(purpose: SecretPurpose, secret: string): boolean {
  if (purpose === 'privateKey')
    return /^-----BEGIN PRIVATE KEY-----\n[\s\S]+-----END PRIVATE KEY-----\s*$/.test(secret)
  return secret.length >= 16 && secret.length <= 200 && secret.trim() === secret
}

type Replacement = { projectId: string; purpose: SecretPurpose; secret: string; now: Date; keys: MasterKeys }

async function replaceSecret(
  tx: Tx,
  { projectId, purpose, secret, now, keys }: Replacement,
): Promise<boolean> {
  const rows = await tx.sealedSecret.findMany({ where: { projectId, purpose } })
  const current = rows.find((row) => row.validUntil === null)
  const opened = current && open(current, keys)
  if (opened?.ok && opened.value === secret) return false

  await tx.sealedSecret.deleteMany({
    where:
      purpose === 'signatureSecret'
        ? { projectId, purpose, validUntil: { lte: now } }
        : { projectId, purpose },
  })
  await tx.sealedSecret.updateMany({
    where: { projectId, purpose, validUntil: null },
    data: { validUntil: new Date(now.getTime() + OVERLAP_MS) },
  })
  const place = { id: newId(), projectId, purpose }
  await tx.sealedSecret.create({ data: { ...place, ...seal(secret, place, keys) } })
  return true
}
