import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { database } from '#lib/system/database.ts'
import type { ProviderLinkView } from './model.ts'
import { providerSettings } from './provider-settings.ts'

/** The organisation's sign-in as this person sees it; null when there is none here. */
export async function providerLink({ accountId }: Actor): Promise<ProviderLinkView | null> {
  const settings = providerSettings()
  if (!settings) return null
  const where = { accountId, issuer: settings.issuer }
  const row = await database().identity.findFirst({ where, select: { createdAt: true, mapped: true } })
  return {
    name: settings.name,
    linked: row && { since: row.createdAt.toISOString(), kept: row.mapped },
  }
}
