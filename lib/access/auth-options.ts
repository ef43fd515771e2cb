import 'server-only'
import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { log } from '#lib/system/log.ts'
import { fail, type Result } from '#lib/system/result.ts'
import type { DoorRefusal } from './action-reply.ts'
import { authenticate, type SignInFailure } from './authenticate.ts'
import { cookieNames, cookieOptions } from './cookie-names.ts'
import { describeFailure } from './describe-failure.ts'
import { doorRequest } from './door-request.ts'
import { loadActor } from './load-actor.ts'
import { loadPartialDevice } from './partial-device.ts'
import { revokeDevice } from './revoke-device.ts'
import { safePath } from './safe-path.ts'
import { ABSOLUTE_SECONDS } from './session-token.ts'
import { browserOf } from './start-device.ts'

const credentials = z.object({ email: z.string(), password: z.string() })

/** Somebody on their way to a provider or back from it, for one request: how it is spoken to, and who is let in. */
export type ProviderArrival = {
  readonly provider: OAuthConfig<{ sub: string }>
  /** Signs them in instead of whom this browser was, or says by which word they are told why not. Never throws. */
  readonly admit: () => Promise<Result<{ deviceId: string }, string>>
}

/**
 * next-auth keeps the protocol (forms, cookies, token), we keep the state: its token names a device, and the device's
 * row is looked up whenever the token is used. So nothing that next-auth believes outlives a revoked row. It goes on when a
 * device could not be ended; `onLeft` is told of it.
 */
export function authOptions(
  arrival: ProviderArrival | null,
  onLeft: (error: unknown) => void = () => {},
): AuthOptions {
  const { GAVEL_URL, GAVEL_SECRET } = env()
  return {
    secret: GAVEL_SECRET,
    session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in' },
    useSecureCookies: cookieNames(GAVEL_URL).secure,
    cookies: cookiesOf(GAVEL_URL),
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given) => signIn(given),
      }),
      ...(arrival ? [arrival.provider] : []),
    ],
    callbacks: {
      signIn: async ({ user, account }) => {
        if (!arrival || account?.provider !== arrival.provider.id) return true
        const admitted = await arrival.admit()
        if (!admitted.ok) return `${new URL(GAVEL_URL).origin}/sign-in?error=${admitted.failure}`
        user.id = admitted.value.deviceId // what `jwt` below is given as the user, as after `authorize`
        return true
      },
      // At sign-in `user` is what `authorize` gave; afterwards the token comes back as it was made here.
      jwt: async ({ token, user }) => ({ deviceId: await knownDevice(user ? user.id : token.deviceId) }),
      session: async ({ session, token }) => {
        const actor = await loadActor(database(), String(token.deviceId))
        return { expires: session.expires, user: actor ? { name: actor.name, email: actor.email } : {} }
      },
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${url.endsWith('/sign-in') ? '/sign-in' : safePath(url, baseUrl)}`,
    },
    events: { signOut: ({ token }) => signOut(token.deviceId).catch(onLeft) },
    logger: {
      // Its own texts may hold what was sent: only the code is ours to log.
      error: (code) => log.warn({ code: undefined, event: code }, 'sign-in library reports'),
      warn: () => {},
      debug: () => {},
    },
  }
}

async function signIn(given: unknown): Promise<{ id: string } | null> {
  const parsed = credentials.safeParse(given)
  if (!parsed.success) return null
  const browser = await browserOf(await doorRequest())
  const result = await authenticate(database(), { ...parsed.data, ...browser }).catch((error: unknown) => {
    const refusal = describeFailure(error)
    log.error({ action: 'account.signIn', requestId: browser.requestId, refusal, error }, 'sign-in broke')
    return fail(refusal)
  })
  if (result.ok) return { id: result.value.deviceId }
  if (result.failure === 'wrong') return null
  // Becomes ?error=slow-down. The library would put any error's own words into that address.
  throw new Error(result.failure satisfies SignInFailure | DoorRefusal)
}

/** The device's id while somebody is behind it; throwing makes next-auth forget the cookie and answer with nobody. */
async function knownDevice(deviceId: unknown): Promise<string> {
  const id = z.uuid().parse(deviceId)
  const known = (await loadActor(database(), id)) ?? (await loadPartialDevice(database(), id))
  if (known === null) throw new Error('signed out')
  return id
}

async function signOut(deviceId: unknown): Promise<void> {
  const id = z.uuid().safeParse(deviceId)
  if (!id.success) return
  const { address, requestId } = await doorRequest()
  const device = await database().device.findUnique({ where: { id: id.data }, select: { accountId: true } })
  if (!device) return
  const by = {
    actorId: device.accountId,
    deviceId: id.data,
    address,
    requestId,
    action: 'account.signOut',
  } as const
  await database().$transaction((tx) => revokeDevice(tx, id.data, by))
}

function cookiesOf(gavelUrl: string): NonNullable<AuthOptions['cookies']> {
  const names = cookieNames(gavelUrl)
  const options = cookieOptions(gavelUrl)
  return {
    sessionToken: { name: names.session, options },
    callbackUrl: { name: names.callback, options },
    csrfToken: { name: names.csrf, options },
    state: { name: names.state, options },
    pkceCodeVerifier: { name: names.pkce, options },
    nonce: { name: names.nonce, options },
  }
}
