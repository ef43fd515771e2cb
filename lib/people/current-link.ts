import 'server-only'
import { database } from '#lib/system/database.ts'
import { type LinkKind, type OpenLink, openLink } from './account-links.ts'
import { linkToken } from './link-cookie.ts'

/** The link that this browser brought, when it may still be used; looking does not use it. */
export async function currentLink(kind: LinkKind): Promise<OpenLink | null> {
  return openLink(database(), kind, await linkToken())
}
