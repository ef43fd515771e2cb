import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

export const CLIENT = { id: 'gavel', secret: 'a secret of the provider & of us' }

type Claims = Record<string, unknown>

/** One lie in an otherwise honest sign-in; without any it is one. */
export type Lie = {
  /** Changes what the ID token claims. */
  claims?: (honest: Claims) => Claims
  /** Makes the token itself, instead of signing the claims with the key that is published. */
  sign?: (claims: Claims, keys: ProviderKeys) => string | Promise<string>
  /** Changes what the browser brings back. */
  callback?: (query: URLSearchParams) => void
  /** Answers the question for a token. */
  answerToken?: (response: ServerResponse, honest: string) => void
  /** Gives a token to whoever has the code: what is stopped then, is not stopped by PKCE. */
  ignoresVerifier?: boolean
}

export type ProviderKeys = { publicJwk: JWK; foreign: CryptoKey }

/** Who is "signed in" at the provider. */
export type ProviderPerson = {
  sub: string
  email?: string
  email_verified?: unknown
  name?: string
  groups?: unknown
}

export type HostileProvider = {
  readonly issuer: string
  /** The settings by which Gavel knows it; its group `moderators` is our role. */
  readonly env: Record<string, string>
  /** How often a token was asked for. */
  readonly asked: { tokens: number; secretsRight: number; verifiersRight: number }
  /** Who comes next, and with which lie. */
  expect(person: ProviderPerson, lie?: Lie): void
  /** Changes what it publishes of itself. */
  describe(change: (honest: Claims) => Claims): void
  stop(): Promise<void>
}

type Flow = { person: ProviderPerson; lie: Lie; nonce: string; challenge: string }

/** A provider of OpenID Connect that does what it is told, true or not. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const foreign = (await generateKeyPair('RS256')).privateKey
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const asked = { tokens: 0, secretsRight: 0, verifiersRight: 0 }
  const flows = new Map<string, Flow>()
  let next: Pick<Flow, 'person' | 'lie'> = { person: { sub: 'nobody' }, lie: {} }
  let change = (honest: Claims) => honest

  const idToken = async ({ person, lie, nonce }: Flow): Promise<string> => {
    const now = Math.trunc(Date.now() / 1_000)
    const honest = { iss: issuer, aud: CLIENT.id, iat: now, exp: now + 300, nonce, ...person }
    const claims = lie.claims?.(honest) ?? honest
    if (lie.sign) return lie.sign(claims, { publicJwk, foreign })
    return new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(privateKey)
  }

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const code = randomBytes(16).toString('hex')
    flows.set(code, {
      ...next,
      nonce: query.get('nonce') ?? '',
      challenge: query.get('code_challenge') ?? '',
    })
    const back = new URLSearchParams({ code, state: query.get('state') ?? '', iss: issuer })
    next.lie.callback?.(back)
    response.writeHead(302, { Location: `${query.get('redirect_uri')}?${back}` }).end()
  }

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    asked.tokens++
    const form = new URLSearchParams(await text(request))
    const flow = flows.get(form.get('code') ?? '')
    flows.delete(form.get('code') ?? '')
    if (request.headers.authorization === BASIC) asked.secretsRight++
    const verifier = form.get('code_verifier') ?? ''
    const right =
      flow?.lie.ignoresVerifier ||
      createHash('sha256').update(verifier).digest('base64url') === flow?.challenge
    if (right) asked.verifiersRight++
    if (!flow || !right) return sendJson(response, { error: 'invalid_grant' }, 400)
    const honest = JSON.stringify({ access_token: 'a', token_type: 'Bearer', id_token: await idToken(flow) })
    if (flow.lie.answerToken) flow.lie.answerToken(response, honest)
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(honest)
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/.well-known/openid-configuration')
      return sendJson(response, change(describeOf(issuer)))
    if (url.pathname === '/keys') return sendJson(response, { keys: [publicJwk] })
    if (url.pathname === '/authorize') return authorize(url.searchParams, response)
    if (url.pathname === '/token') return token(request, response)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port by the line above
  const issuer = `http://127.0.0.1:${port}`
  return {
    issuer,
    env: {
      GAVEL_OIDC_ISSUER: issuer,
      GAVEL_OIDC_CLIENT_ID: CLIENT.id,
      GAVEL_OIDC_CLIENT_SECRET: CLIENT.secret,
      GAVEL_OIDC_ROLES: 'moderators=moderator',
      GAVEL_OIDC_ACCOUNTS: 'mapped',
    },
    asked,
    expect(person, lie = {}) {
      next = { person, lie }
    },
    describe(given) {
      change = given
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const half = (part: string) => new URLSearchParams({ '': part }).toString().slice(1)
const BASIC = `Basic ${Buffer.from(`${half(CLIENT.id)}:${half(CLIENT.secret)}`).toString('base64')}`

function describeOf(issuer: string): Claims {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    authorization_response_iss_parameter_supported: true,
  }
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token without any signature. */
export function unsigned(claims: Claims, alg = 'none'): string {
  return `${encoded({ alg })}.${encoded(claims)}.`
}

/** A token signed with something that is no secret. */
export function signedWith(secret: string, claims: Claims): string {
  const body = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(claims)}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}
