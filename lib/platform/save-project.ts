import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { MasterKeys } from '#lib/system/master-keys.ts'
import { judgeAddress } from '#lib/system/outgoing-address.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { provingPurpose } from './credentials.ts'
import { outgoingRules } from './outgoing-rules.ts'
import { type NewSecrets, saveCredentials } from './save-credentials.ts'
import type { SecretPurpose } from './seal.ts'

export type ProjectSettings = {
  /** Of a new one, where it must be known before. */
  id?: string
  name: string
  platform: 'opentok' | 'vonage'
  /** The API key, or the application ID. */
  platformId: string
  /** Null for the platform's public address. */
  apiUrl: string | null
  /** Whoever says where the credentials go must hold them: the address never changes alone. */
  secrets: NewSecrets
}
export type SavedProject = {
  projectId: string
  created: boolean
  changed: ('name' | 'apiUrl' | SecretPurpose)[]
}

/** Adds a project, or brings the one of that key up to date. The caller records it and forgets the kept client. */
export async function saveProject(
  tx: Tx,
  { id = newId(), name, platform, platformId, apiUrl, secrets }: ProjectSettings,
  now: Date,
  keys?: MasterKeys,
): Promise<Result<SavedProject, 'bad-secret' | 'bad-address' | 'other-platform' | 'removed'>> {
  if (apiUrl !== null && !judgeAddress(apiUrl, outgoingRules()).ok) return fail('bad-address')
  if (secrets[provingPurpose(platform)] === undefined) return fail('bad-secret')
  const known = await tx.project.findUnique({ where: { platformId } })
  if (known && known.platform !== platform) return fail('other-platform')
  if (known?.removedAt) return fail('removed')
  const data = { name, platform, platformId, apiUrl, signedCallbacks: secrets.signatureSecret !== undefined }
  const project = await tx.project.upsert({
    where: { platformId },
    create: { id, ...data },
    update: { name, apiUrl, signedCallbacks: data.signedCallbacks },
  })
  const saved = await saveCredentials(tx, project.id, secrets, now, keys)
  if (!saved.ok) return saved
  const changed: SavedProject['changed'] = [...saved.value]
  if (known && known.name !== name) changed.push('name')
  if (known && known.apiUrl !== apiUrl) changed.push('apiUrl')
  return ok({ projectId: project.id, created: !known, changed })
}
