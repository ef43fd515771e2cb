import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type HostileProvider, startHostileProvider } from '../../e2e/kit/hostile-provider.ts'
import { discoverProvider } from './discover-provider.ts'

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
