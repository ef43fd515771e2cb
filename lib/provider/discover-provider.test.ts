import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { type HostileProvider, startHostileProvider } from '../../e2e/kit/hostile-provider.ts'
import { discoverProvider } from './discover-provider.ts'
import { wayRules } from './way-to-provider.ts'

let provider: HostileProvider

beforeAll(async () => {
  provider = await startHostileProvider()
})

afterAll(() => provider.stop())

beforeEach(() => provider.describe((honest) => honest))

const hosts = () => [new URL(provider.issuer).host]
const discover = (more: string[] = []) =>
  discoverProvider({ issuer: provider.issuer, hosts: [...hosts(), ...more] }, AbortSignal.timeout(5_000))

test.each([
  ['another issuer', { issuer: 'https://login.elsewhere.example' }, 'other-issuer'],
  ['an issuer that only ends otherwise', { issuer: 'http://127.0.0.1/' }, 'other-issuer'],
  ['a token address elsewhere', { token_endpoint: 'https://evil.example/token' }, 'other-host'],
  ['keys elsewhere', { jwks_uri: 'https://evil.example/keys' }, 'other-host'],
  ['a sign-in elsewhere', { authorization_endpoint: 'https://evil.example/authorize' }, 'other-host'],
  ['the metadata of a cloud', { token_endpoint: 'http://169.254.169.254/latest' }, 'other-host'],
  ['another port', { token_endpoint: 'http://127.0.0.1:1/token' }, 'other-host'],
  ['a name in front', { token_endpoint: 'http://127.0.0.1@evil.example/token' }, 'other-host'],
  ['a script', { authorization_endpoint: 'javascript:alert(1)' }, 'other-host'],
  ['no keys', { jwks_uri: undefined }, 'not-an-answer'],
  ['a list of addresses', { token_endpoint: ['https://evil.example'] }, 'not-an-answer'],
])('a provider that describes itself with %s is not used', async (_what, change, failure) => {
  provider.describe((honest) => ({ ...honest, ...change }))
  expect(await discover()).toEqual({ ok: false, failure })
})

test('a description of megabytes is not read to its end', async () => {
  provider.describe((honest) => ({ ...honest, padding: 'x'.repeat(2_000_000) }))
  expect(await discover()).toEqual({ ok: false, failure: 'not-an-answer' })
})

test('a provider that is not there is said to be away', async () => {
  const settings = { issuer: 'http://127.0.0.1:9', hosts: ['127.0.0.1:9'] }
  expect(await discoverProvider(settings, AbortSignal.timeout(5_000))).toEqual({ ok: false, failure: 'away' })
})

test('an honest one is used, by its addresses on hosts that the settings name', async () => {
  provider.describe((honest) => ({
    ...honest,
    jwks_uri: 'https://keys.northlight.example/keys',
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  }))
  expect(await discover()).toEqual({ ok: false, failure: 'other-host' })
  expect(await discover(['keys.northlight.example'])).toMatchObject({
    ok: true,
    value: { tokenUrl: `${provider.issuer}/token`, secretIn: 'body', namesItself: true },
  })
})

describe('a provider by a name of the public internet', () => {
  const NAME = 'login.northlight.org'
  let canary: Server
  let port: number
  let touched = 0

  beforeAll(async () => {
    canary = createServer((socket) => {
      touched++
      socket.destroy()
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    port = (canary.address() as AddressInfo).port // listening on a port by the line above
  })
  afterAll(() => canary.close())

  /** Asked while that name leads to these addresses. */
  function discoverAt(addresses: string[], networks: string) {
    const issuer = `https://${NAME}:${port}`
    const resolve = async () => addresses.map((address) => ({ address, family: 4 }))
    const way = createOutgoing(wayRules(issuer, { GAVEL_OIDC_NETWORKS: networks }), resolve)
    return discoverProvider({ issuer, hosts: [`${NAME}:${port}`] }, AbortSignal.timeout(2_000), way)
  }

  test('that leads into this network is not connected to, also when only one of its addresses does', async () => {
    for (const addresses of [['127.0.0.1'], ['127.0.0.1', '10.0.0.7'], ['10.0.0.7', '127.0.0.1']])
      expect(await discoverAt(addresses, '10.0.0.0/8')).toEqual({ ok: false, failure: 'away' })
    expect(touched).toBe(0)
  })

  test('is connected to where the operator has named that network for it, so that the check can fail', async () => {
    expect(await discoverAt(['127.0.0.1'], '127.0.0.0/8')).toEqual({ ok: false, failure: 'away' })
    expect(touched).toBe(1)
  })
})

test.each([
  ['https://127.0.0.1:8443', []],
  ['https://login.northlight.org', []],
  ['http://login.northlight.org', []],
  ['http://127.0.0.1:8080/realms/staff', ['http://127.0.0.1:8080']],
])('of %s only plain http on this machine is taken for granted', (issuer, origins) => {
  const rules = wayRules(issuer, { GAVEL_ALLOW_PLATFORM_NETWORKS: '10.0.0.0/8' })
  expect(rules).toEqual({ networks: null, origins })
})
