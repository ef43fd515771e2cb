import 'server-only'
import { z } from 'zod'
import { fail, type Result } from '#lib/system/result.ts'
import { askProvider } from './ask-provider.ts'
import { type Discovered, discoverProvider } from './discover-provider.ts'
import { providerKeys } from './provider-keys.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { type ProviderClaims, verifyIdToken } from './verify-id-token.ts'
import { wayToProvider } from './way-to-provider.ts'

/** For all questions of one sign-in together. */
const SECONDS = 10

/** What came back with the browser, and what this very flow was begun with. */
export type Callback = {
  readonly code: string | undefined
  readonly state: string | undefined
  readonly iss: string | undefined
  readonly began: { readonly state: string; readonly nonce: string; readonly verifier: string }
}

export type RedeemFailure = 'other-flow' | 'other-issuer' | 'provider-away' | 'no-token' | 'bad-token'

const tokens = z.object({ id_token: z.string().max(100_000) })

/** The time a flow has for its questions. */
export function providerDeadline(): AbortSignal {
  return AbortSignal.timeout(SECONDS * 1_000)
}

/** Who came back from the provider: by a code that only this flow's secret opens, and a token made for it. */
export async function redeemCallback(
  settings: ProviderSettings,
  { code, state, iss, began }: Callback,
): Promise<Result<ProviderClaims, RedeemFailure>> {
  // A secret that is missing, as when its cookie is, would be equal to one that is missing in the answer too.
  const isBegun = began.state !== '' && began.nonce !== '' && began.verifier !== ''
  if (!code || !isBegun || state !== began.state) return fail('other-flow')
  const signal = providerDeadline()
  const found = await discoverProvider(settings, signal)
  if (!found.ok) return fail('provider-away')
  const named = iss ?? (found.value.namesItself ? null : settings.issuer)
  if (named !== settings.issuer) return fail('other-issuer')
  const answer = await exchangeCode(settings, found.value, { code, verifier: began.verifier }, signal)
  const read = answer.ok ? tokens.safeParse(answer.value) : null
  if (!read?.success) return fail('no-token')
  const { issuer, clientId, groupsClaim } = settings
  const keys = providerKeys(wayToProvider(issuer), found.value.keysUrl, signal)
  return verifyIdToken(read.data.id_token, keys, { issuer, clientId, groupsClaim, nonce: began.nonce })
}

function exchangeCode(
  { issuer, clientId, clientSecret, redirectUri }: ProviderSettings,
  { tokenUrl, secretIn }: Discovered,
  { code, verifier }: { code: string; verifier: string },
  signal: AbortSignal,
) {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...(secretIn === 'body' && { client_id: clientId, client_secret: clientSecret }),
  })
  const basic = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')
  return askProvider(
    wayToProvider(issuer),
    tokenUrl,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(secretIn === 'header' && { Authorization: `Basic ${basic}` }),
      },
      body: form.toString(),
    },
    signal,
  )
}

/** As RFC 6749 wants both halves before they are joined. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
