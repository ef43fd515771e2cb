import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { Visitor } from './visitor.ts'

const CLIENT = { id: 'gavel', secret: 'a secret of the provider and of us' }
const SCOPES = 'openid email profile groups'

export type ProviderAccount = { email: string; email_verified: boolean; name: string; groups: string[] }

export type RealProvider = {
  readonly issuer: string
  /** The settings by which a console signs in here, besides what it makes of groups. */
  readonly env: Record<string, string>
  /** Who may sign in: by login, with any password. */
  readonly people: Map<string, ProviderAccount>
  /** Registers the console; it is known only once it runs, and it must know the issuer before. */
  register(consoleUrl: string): Promise<void>
  /** Goes through its forms as a person would; answers where the browser is sent back to. */
  signIn(url: string, login: string): Promise<string>
  stop(): Promise<void>
}

/** A certified provider of OpenID Connect, in this process, on a port of its own. */
export async function startRealProvider(): Promise<RealProvider> {
  let answer: ReturnType<Provider['callback']> | null = null
  const server = createServer((request, response) => {
    if (answer) void answer(request, response)
    else response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port by the line above
  const issuer = `http://127.0.0.1:${port}`
  const people: RealProvider['people'] = new Map()
  return {
    issuer,
    people,
    env: {
      GAVEL_OIDC_ISSUER: issuer,
      GAVEL_OIDC_CLIENT_ID: CLIENT.id,
      GAVEL_OIDC_CLIENT_SECRET: CLIENT.secret,
      GAVEL_OIDC_NAME: 'Northlight',
      GAVEL_OIDC_SCOPES: SCOPES,
    },
    async register(consoleUrl) {
      answer = (await makeProvider(issuer, people, consoleUrl)).callback()
    },
    signIn: (url, login) => throughForms(issuer, url, login),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function makeProvider(issuer: string, people: RealProvider['people'], consoleUrl: string) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kty: 'RSA', kid: 'k1', alg: 'RS256', use: 'sig' }
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${consoleUrl}/api/auth/callback/organisation`],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['only for tests'] },
    scopes: SCOPES.split(' '),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, login) => {
      const account = people.get(login)
      return account && { accountId: login, claims: () => ({ sub: login, ...account }) }
    },
  })
}

/** Follows redirects and sends each form it comes to, until it is sent to another origin. */
async function throughForms(issuer: string, url: string, login: string): Promise<string> {
  const visitor = new Visitor(issuer)
  let now = await visitor.send('GET', url)
  for (let steps = 0; steps < 12; steps++) {
    const { location } = now.headers
    if (typeof location === 'string') {
      const next = new URL(location, issuer)
      if (next.origin !== issuer) return next.href
      now = await visitor.send('GET', next.href)
      continue
    }
    const action = /<form[^>]* action="([^"]+)"/.exec(now.body)?.[1]
    const prompt = /name="prompt" value="(\w+)"/.exec(now.body)?.[1]
    if (!action || !prompt)
      throw new Error(`The provider shows no form (${now.status}): ${now.body.slice(0, 400)}`)
    now = await visitor.send('POST', action, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ prompt, login, password: 'any' }).toString(),
    })
  }
  throw new Error('The provider asks without an end')
}
