import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CLIENT,
  type HostileProvider,
  type Lie,
  startHostileProvider,
} from '../../e2e/kit/hostile-provider.ts'
import { backFromProvider } from '../../e2e/kit/provider-visit.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { redeemCallback } from './redeem-callback.ts'

/** Each guard of ours by itself: the provider's own (PKCE) is off wherever another one is to be seen. */
let provider: HostileProvider
let settings: ProviderSettings

beforeAll(async () => {
  provider = await startHostileProvider()
  settings = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Northlight',
    scopes: 'openid',
    groupsClaim: 'groups',
    roles: [],
    accounts: 'off',
    hosts: [new URL(provider.issuer).host],
    redirectUri: 'http://localhost:3000/api/auth/callback/organisation',
  }
})

afterAll(() => provider.stop())

const LAX: Lie = { ignoresVerifier: true }
const secret = () => randomBytes(32).toString('base64url')

/** Somebody goes to the provider, and is sent back. */
async function aFlow(lie: Lie) {
  const began = { state: secret(), nonce: secret(), verifier: secret() }
  provider.expect({ sub: 'mia' }, lie)
  const asked = new URLSearchParams({
    state: began.state,
    nonce: began.nonce,
    code_challenge: createHash('sha256').update(began.verifier).digest('base64url'),
    redirect_uri: settings.redirectUri,
  })
  const back = new URL(await backFromProvider(`${provider.issuer}/authorize?${asked}`)).searchParams
  const came = { code: back.get('code') ?? '', state: began.state, iss: back.get('iss') ?? undefined }
  return { ...came, began }
}

type Flow = Awaited<ReturnType<typeof aFlow>>

/** How it ends, and how often the code was shown to the provider on the way. */
async function redeemed(flow: Omit<Flow, 'state'> & { state: string | undefined }) {
  const before = provider.asked.tokens
  const result = await redeemCallback(settings, flow)
  const shown = provider.asked.tokens - before
  return result.ok ? { subject: result.value.subject, shown } : { failure: result.failure, shown }
}

test.each([
  ['strict', {}],
  ['lax', LAX],
])('the honest way ends with who came, at a %s provider', async (_what, lie) => {
  expect(await redeemed(await aFlow(lie))).toEqual({ subject: 'mia', shown: 1 })
})

describe('without PKCE it is still stopped, before the code is shown to anybody, when', () => {
  test('the state is of another flow, or missing', async () => {
    for (const state of [secret(), '', undefined])
      expect(await redeemed({ ...(await aFlow(LAX)), state })).toEqual({ failure: 'other-flow', shown: 0 })
  })

  test.each(['state', 'nonce', 'verifier'] as const)('the cookie of the %s is gone', async (name) => {
    const nothing = { ...LAX, claims: (honest: Record<string, unknown>) => ({ ...honest, nonce: '' }) }
    const flow = await aFlow(name === 'nonce' ? nothing : LAX)
    const began = { ...flow.began, [name]: '' }
    const state = name === 'state' ? '' : flow.state
    expect(await redeemed({ ...flow, state, began })).toEqual({ failure: 'other-flow', shown: 0 })
  })

  test('there is no code', async () => {
    expect(await redeemed({ ...(await aFlow(LAX)), code: '' })).toEqual({ failure: 'other-flow', shown: 0 })
  })

  test('another provider answers (mix-up), or one that does not say who it is', async () => {
    for (const iss of ['https://login.elsewhere.example', '', undefined])
      expect(await redeemed({ ...(await aFlow(LAX)), iss })).toEqual({ failure: 'other-issuer', shown: 0 })
  })
})

test("somebody else's code in one's own flow is stopped by the nonce alone", async () => {
  const [theirs, own] = [await aFlow(LAX), await aFlow(LAX)]
  expect(await redeemed({ ...own, code: theirs.code })).toEqual({ failure: 'bad-token', shown: 1 })
})

test("somebody else's code is stopped by PKCE alone, also when the nonce is known", async () => {
  const [theirs, own] = [await aFlow({}), await aFlow({})]
  const began = { ...own.began, nonce: theirs.began.nonce }
  expect(await redeemed({ ...own, code: theirs.code, began })).toEqual({ failure: 'no-token', shown: 1 })
})

test('a code for the second time gives no token', async () => {
  const flow = await aFlow(LAX)
  await redeemed(flow)
  expect(await redeemed(flow)).toEqual({ failure: 'no-token', shown: 1 })
})
