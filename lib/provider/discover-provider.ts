import 'server-only'
import { z } from 'zod'
import { onceInProcess } from '#lib/system/global.ts'
import { isLoopbackHost } from '#lib/system/is-loopback-host.ts'
import { hostOf } from '#lib/system/outgoing-address.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { askProvider } from './ask-provider.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { wayToProvider } from './way-to-provider.ts'

const KEPT_MS = 10 * 60_000

const document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
})

/** Where the provider is spoken to, and how. */
export type Discovered = {
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly keysUrl: string
  readonly secretIn: 'header' | 'body'
  /** Whether its callbacks name it (RFC 9207): then one that does not is not its. */
  readonly namesItself: boolean
}

export type DiscoverFailure = 'away' | 'not-an-answer' | 'other-issuer' | 'other-host'

type Kept = { at: number; issuer: string; value: Discovered | null }

const kept = onceInProcess('discovered-provider', (): Kept => ({ at: 0, issuer: '', value: null }))

/**
 * What the issuer publishes of itself, kept for ten minutes. It must be of this very issuer, and every address in it on a
 * host that the settings name: our secret goes to one of them, and no answer from outside may choose where.
 */
export async function discoverProvider(
  settings: Pick<ProviderSettings, 'issuer' | 'hosts'>,
  signal: AbortSignal,
  way = wayToProvider(settings.issuer),
): Promise<Result<Discovered, DiscoverFailure>> {
  if (kept.value && kept.issuer === settings.issuer && Date.now() - kept.at < KEPT_MS) return ok(kept.value)
  const url = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await askProvider(way, url, { method: 'GET' }, signal)
  if (!answer.ok) return answer
  const read = document.safeParse(answer.value)
  if (!read.success) return fail('not-an-answer')
  const found = judgeDocument(read.data, settings)
  if (found.ok) Object.assign(kept, { at: Date.now(), issuer: settings.issuer, value: found.value })
  return found
}

function judgeDocument(
  given: z.output<typeof document>,
  { issuer, hosts }: Pick<ProviderSettings, 'issuer' | 'hosts'>,
): Result<Discovered, DiscoverFailure> {
  if (given.issuer !== issuer) return fail('other-issuer')
  const urls = [given.authorization_endpoint, given.token_endpoint, given.jwks_uri]
  if (!urls.every((url) => isOnHosts(url, issuer, hosts))) return fail('other-host')
  const methods = given.token_endpoint_auth_methods_supported
  return ok({
    authorizationUrl: given.authorization_endpoint,
    tokenUrl: given.token_endpoint,
    keysUrl: given.jwks_uri,
    secretIn:
      methods.includes('client_secret_basic') || !methods.includes('client_secret_post') ? 'header' : 'body',
    namesItself: given.authorization_response_iss_parameter_supported,
  })
}

/** Plain http is for a provider that is itself asked that way, on this machine: the settings have allowed it there. */
function isOnHosts(text: string, issuer: string, hosts: readonly string[]): boolean {
  const url = new URL(text)
  const encrypted = url.protocol === 'https:' || (issuer.startsWith('http:') && isLoopbackHost(hostOf(url)))
  return encrypted && !url.username && !url.password && hosts.includes(url.host)
}
