import 'server-only'
import { env } from '#lib/system/env.ts'
import { type MappedRole, parseRoleMapping } from './role-mapping.ts'

/** Its name in our addresses: what is registered at the provider is `<GAVEL_URL>/api/auth/callback/organisation`. */
export const PROVIDER_ID = 'organisation'

export type ProviderSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly scopes: string
  readonly groupsClaim: string
  readonly roles: readonly MappedRole[]
  readonly accounts: 'off' | 'mapped'
  readonly hosts: readonly string[]
  readonly redirectUri: string
}

/** How the organisation's own sign-in is set up; null when it is not. */
export function providerSettings(): ProviderSettings | null {
  const given = env()
  const { GAVEL_OIDC_ISSUER: issuer, GAVEL_OIDC_CLIENT_ID: clientId } = given
  const clientSecret = given.GAVEL_OIDC_CLIENT_SECRET
  if (!issuer || !clientId || !clientSecret) return null
  return {
    issuer,
    clientId,
    clientSecret,
    name: given.GAVEL_OIDC_NAME,
    scopes: given.GAVEL_OIDC_SCOPES,
    groupsClaim: given.GAVEL_OIDC_GROUPS_CLAIM,
    roles: parseRoleMapping(given.GAVEL_OIDC_ROLES ?? ''),
    accounts: given.GAVEL_OIDC_ACCOUNTS,
    hosts: [new URL(issuer).host, ...(given.GAVEL_OIDC_HOSTS?.split(',') ?? [])],
    redirectUri: `${new URL(given.GAVEL_URL).origin}/api/auth/callback/${PROVIDER_ID}`,
  }
}
