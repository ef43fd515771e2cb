import 'server-only'
import { createOutgoing, type Outgoing } from '#lib/platform/outgoing.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { isLoopbackHost } from '#lib/system/is-loopback-host.ts'
import { hostOf, type OutgoingRules, parseNetworks } from '#lib/system/outgoing-address.ts'

/** The way out to the provider: to judged addresses only (docs/decisions/0033), with its own networks. */
export function wayToProvider(issuer: string): Outgoing {
  return onceInProcess(`way to provider ${issuer}`, () => createOutgoing(wayRules(issuer, process.env)))
}

/**
 * What is allowed for the provider is not allowed for addresses that admins type, nor the other way round. One on this very
 * machine, by plain http, was named as such by the operator; production's settings refuse it.
 */
export function wayRules(
  issuer: string,
  { GAVEL_OIDC_NETWORKS: networks }: Record<string, string | undefined>,
): OutgoingRules {
  const own =
    issuer.startsWith('http:') && isLoopbackHost(hostOf(new URL(issuer))) ? [new URL(issuer).origin] : []
  return { networks: networks ? parseNetworks(networks) : null, origins: own }
}
