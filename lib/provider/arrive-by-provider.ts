import 'server-only'
import type { ProviderArrival } from '#lib/access/auth-options.ts'
import type { Browser } from '#lib/access/start-device.ts'
import { database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { fail } from '#lib/system/result.ts'
import { admitIdentity } from './admit-identity.ts'
import type { Discovered } from './discover-provider.ts'
import { noteRefused } from './note-refused.ts'
import { PROVIDER_ID, type ProviderSettings } from './provider-settings.ts'
import { redeemCallback } from './redeem-callback.ts'
import type { ProviderClaims } from './verify-id-token.ts'

/**
 * The provider as next-auth is told of it, for one request. next-auth begins the flow and keeps its secrets in cookies;
 * what comes back is redeemed and verified by us (docs/decisions/0040), so that it holds neither our secret nor a token.
 */
export function arriveByProvider(
  settings: ProviderSettings,
  { authorizationUrl, tokenUrl, keysUrl }: Discovered,
  browser: Browser,
): ProviderArrival {
  let claims: ProviderClaims | null = null
  return {
    provider: {
      id: PROVIDER_ID,
      name: settings.name,
      type: 'oauth',
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      clientId: settings.clientId,
      issuer: settings.issuer,
      jwks_endpoint: keysUrl,
      authorization: { url: authorizationUrl, params: { scope: settings.scopes } },
      token: {
        url: tokenUrl,
        async request({ params, checks }) {
          const { code, state } = params
          const iss = typeof params.iss === 'string' ? params.iss : undefined
          const { state: began = '', code_verifier: verifier = '' } = checks
          const nonce = 'nonce' in checks ? (checks.nonce ?? '') : ''
          const redeemed = await redeemCallback(settings, {
            code,
            state,
            iss,
            began: { state: began, nonce, verifier },
          })
          if (!redeemed.ok) {
            await noteRefused('account.signIn', redeemed.failure, browser)
            throw new Error(redeemed.failure)
          }
          claims = redeemed.value
          return { tokens: {} }
        },
      },
      userinfo: { request: () => ({ sub: claims?.subject ?? '' }) },
      profile: ({ sub }: { sub: string }) => ({ id: sub }),
    },
    async admit() {
      try {
        if (!claims) return fail('provider-failed')
        return await admitIdentity(database(), settings, claims, browser)
      } catch (error) {
        log.error({ error, requestId: browser.requestId }, 'sign-in by the provider broke')
        return fail('provider-failed')
      }
    },
  }
}
