import 'server-only'
import { createOutgoing, type Outgoing } from '#lib/platform/outgoing.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { type OutgoingRules, parseNetworks } from '#lib/system/outgoing-address.ts'

/** Where programs may be that are told: on the public internet, and in networks that the operator named for this. */
export function webhookRules(): OutgoingRules {
  const { GAVEL_WEBHOOK_NETWORKS: networks } = env()
  return { networks: networks === undefined ? null : parseNetworks(networks), origins: [] }
}

/** The one way out, by these rules. */
export const webhookOutgoing: Outgoing = (url, request) =>
  onceInProcess('webhookOutgoing', () => createOutgoing(webhookRules()))(url, request)
