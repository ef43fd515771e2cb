import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { ProviderArrival } from '#lib/access/auth-options.ts'
import type { Browser } from '#lib/access/start-device.ts'
import { database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { arriveByProvider } from './arrive-by-provider.ts'
import { type Linking, takeLinking } from './begin-linking.ts'
import { discoverProvider } from './discover-provider.ts'
import { finishLinking } from './finish-linking.ts'
import { type ProviderSettings, providerSettings } from './provider-settings.ts'
import type { LinkRefusal, ProviderRefusal } from './provider-words.ts'
import { providerDeadline } from './redeem-callback.ts'

/** Where the browser is sent, or how next-auth goes on. */
type Visit = { kind: 'answered'; path: string } | { kind: 'arrives'; arrival: ProviderArrival }
type Visitor = { actor: Actor | null; browser: Browser }

/** Somebody on their way to the provider. */
export async function leaveForProvider({ browser }: Visitor): Promise<Visit> {
  const settings = providerSettings()
  return settings ? goOn(settings, browser) : refuse('provider-unknown')
}

/**
 * Somebody coming back from it. Of what the provider says went wrong only the one word is read that says they gave up;
 * nothing it wrote is shown or kept.
 */
export async function returnFromProvider(query: URLSearchParams, visitor: Visitor): Promise<Visit> {
  const settings = providerSettings()
  if (!settings) return refuse('provider-unknown')
  const state = query.get('state') ?? ''
  const linking = state === '' ? null : await takeLinking(database(), state)
  const { requestId } = visitor.browser
  if (query.has('error')) {
    const declined = query.get('error') === 'access_denied'
    log.warn(
      { requestId, declined, linking: linking !== null },
      'the provider sent somebody back without a sign-in',
    )
    if (linking) return account({ problem: declined ? 'declined' : 'failed' })
    return refuse(declined ? 'provider-declined' : 'provider-failed')
  }
  return linking ? link(settings, linking, query, visitor) : goOn(settings, visitor.browser)
}

async function link(
  settings: ProviderSettings,
  linking: Linking,
  query: URLSearchParams,
  visitor: Visitor,
): Promise<Visit> {
  const came = {
    code: query.get('code') ?? undefined,
    state: query.get('state') ?? '',
    iss: query.get('iss') ?? undefined,
  }
  const linked = await finishLinking(settings, linking, came, visitor)
  return account(linked.ok ? { linked: '' } : { problem: linked.failure })
}

async function goOn(settings: ProviderSettings, browser: Browser): Promise<Visit> {
  const found = await discoverProvider(settings, providerDeadline())
  if (found.ok) return { kind: 'arrives', arrival: arriveByProvider(settings, found.value, browser) }
  log.warn(
    { why: found.failure, requestId: browser.requestId },
    "the provider's own description cannot be used",
  )
  return refuse('provider-away')
}

function refuse(error: ProviderRefusal): Visit {
  return { kind: 'answered', path: `/sign-in?error=${error}` }
}

function account(query: { linked: string } | { problem: LinkRefusal }): Visit {
  return { kind: 'answered', path: `/me/provider?${new URLSearchParams(query)}` }
}
