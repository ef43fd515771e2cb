import 'server-only'
import { onceInProcess } from '#lib/system/global.ts'
import { type OutgoingRules, parseNetworks } from '#lib/system/outgoing-address.ts'

/**
 * Where this installation may connect to, by its settings. Read from the environment itself: their shape has been checked
 * with all other settings, and a client of the platform needs none of those.
 */
export function outgoingRules(): OutgoingRules {
  return onceInProcess('outgoingRules', () => rulesOf(process.env))
}

export function rulesOf({
  GAVEL_ALLOW_PLATFORM_NETWORKS: networks,
  GAVEL_SANDBOX_API_URL: sandbox,
}: Record<string, string | undefined>): OutgoingRules {
  const origin = sandbox ? URL.parse(sandbox)?.origin : undefined
  return { networks: networks ? parseNetworks(networks) : null, origins: origin ? [origin] : [] }
}
