import 'server-only'
import { isLoopbackHost } from './is-loopback-host.ts'
import { hostOf } from './outgoing-address.ts'

type Given = Readonly<Record<string, string | undefined>>

const TOGETHER = ['GAVEL_OIDC_ISSUER', 'GAVEL_OIDC_CLIENT_ID', 'GAVEL_OIDC_CLIENT_SECRET'] as const

/** What is wrong with how the settings of the organisation's sign-in stand together. Never repeats a value. */
export function providerRules(given: Given): string[] {
  const missing = TOGETHER.filter((name) => !given[name])
  const wrong: string[] = []
  if (missing.length === TOGETHER.length) {
    const lonely = [
      'GAVEL_OIDC_ROLES',
      'GAVEL_OIDC_ACCOUNTS',
      'GAVEL_OIDC_HOSTS',
      'GAVEL_OIDC_NETWORKS',
    ].filter((name) => given[name])
    return lonely.map((name) => `${name} says nothing without GAVEL_OIDC_ISSUER.`)
  }
  for (const name of missing)
    wrong.push(`${name} is missing: the issuer, client id and client secret go together.`)
  if (given.GAVEL_OIDC_ISSUER) wrong.push(...issuerRules(given.GAVEL_OIDC_ISSUER, given.GAVEL_ENV))
  if (given.GAVEL_OIDC_ACCOUNTS === 'mapped' && !given.GAVEL_OIDC_ROLES)
    wrong.push('GAVEL_OIDC_ACCOUNTS is mapped, and GAVEL_OIDC_ROLES maps no group to a role.')
  return wrong
}

function issuerRules(issuer: string, gavelEnv: string | undefined): string[] {
  const url = URL.parse(issuer)
  if (!url) return [] // said already
  const wrong: string[] = []
  if (url.username || url.password || url.search || url.hash)
    wrong.push('GAVEL_OIDC_ISSUER must be an address and nothing more: no user, no question mark, no hash.')
  if (url.protocol === 'http:' && (gavelEnv === 'production' || !isLoopbackHost(hostOf(url))))
    wrong.push(
      'GAVEL_OIDC_ISSUER is plain http: only https, or http on loopback outside production, is allowed.',
    )
  return wrong
}
