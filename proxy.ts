import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { DOOR_STATUS, DOOR_WORDS, type DoorRefusal } from '#lib/access/action-reply.ts'
import { cookieNames, cookieOptions } from '#lib/access/cookie-names.ts'
import { csrfTokenOf, makeCsrfCookie } from '#lib/access/csrf-cookie.ts'
import { atOwnHost, isOwnHost } from '#lib/access/own-host.ts'
import { PATH_HEADER } from '#lib/access/safe-path.ts'
import { isSameOrigin } from '#lib/access/same-origin.ts'
import { contentSecurityPolicy, securityHeaders } from '#lib/access/security-headers.ts'
import { knownAddresses } from '#lib/platform/known-addresses.ts'
import { type Env, env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { log } from '#lib/system/log.ts'

/**
 * Headers, and nothing about who may do what: a proxy can be got around, so that is asked at the doors themselves.
 * What comes in under the names set here is overwritten, never used.
 */
export function proxy(request: NextRequest): NextResponse {
  const settings = env()
  if (isForeignHost(request, settings)) return refuse('unknown-host', settings)
  const home = homeOfPage(request, settings)
  if (home) return sendHome(home, settings)
  if (isForeignPost(request, settings)) return refuse('refused-origin', settings)
  if (Number(request.headers.get('content-length')) > LARGEST_BODY) return refuse('too-large', settings)
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), {
    gavelUrl: settings.GAVEL_URL,
    platformUrls: platformUrls(settings),
    formTargets: request.nextUrl.pathname === '/sign-in' ? providerOrigins(settings) : [],
  })
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy) // the renderer takes the nonce from here
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const csrf = csrfCookie(request, settings)
  if (csrf) headers.append('Cookie', `${csrf.name}=${encodeURIComponent(csrf.value)}`)

  const response = NextResponse.next({ request: { headers } })
  // What a route says of its own answer comes too late: the framework keeps the first of a name.
  const isFile = FILES.test(request.nextUrl.pathname)
  response.headers.set('Content-Security-Policy', isFile ? NOTHING_RUNS : policy)
  for (const [name, value] of Object.entries(securityHeaders(settings.GAVEL_URL)))
    response.headers.set(name, value)
  if (CARRIES_TOKEN.test(request.nextUrl.pathname)) response.headers.set('Referrer-Policy', 'no-referrer')
  if (csrf) response.cookies.set({ ...cookieOptions(settings.GAVEL_URL), ...csrf })
  return response
}

/** Bytes that came from outside, recordings and pictures of them: opened by themselves, nothing in them runs. */
const FILES = /^\/api\/(media|findings)\//
const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** Route handlers; everything else is a page. */
const ROUTES = /^\/(api|link)\//

/** Load balancers ask these by a server's own number, whatever its name is. */
const PROBES = new Set(['/api/health', '/api/ready'])

/** As the framework's own limit for actions, which answers 200; what does not say its length meets that one. */
const LARGEST_BODY = 64 * 1_024

/** Addresses that are themselves a key: no other page may learn where somebody came from. */
const CARRIES_TOKEN = /^\/(link|room)\//

/**
 * Not for callbacks: where a proxy has run, the framework reads a body to its end, up to ten megabytes, before the door sees
 * the request. The limits of size and time there must hold from the first byte.
 */
export const config = { matcher: ['/((?!api/callbacks/).*)'] }

/** A name that points here, or that only says so: no page is shown under it, and no link is made from it. */
function isForeignHost({ headers, nextUrl }: NextRequest, { GAVEL_URL }: Env): boolean {
  return !PROBES.has(nextUrl.pathname) && !isOwnHost(headers.get('host'), GAVEL_URL)
}

/** Of a page that a person opens under another name of this machine; programs are answered under that too. */
function homeOfPage({ method, headers, nextUrl }: NextRequest, { GAVEL_URL }: Env): URL | null {
  const isPage = method === 'GET' && headers.get('sec-fetch-dest') === 'document'
  if (!isPage || PROBES.has(nextUrl.pathname)) return null
  return atOwnHost(headers.get('host'), nextUrl, GAVEL_URL)
}

/** By `Refresh`: of a redirect the framework would keep the path alone, since it takes both names for its own. */
function sendHome(home: URL, { GAVEL_URL }: Env): NextResponse {
  return new NextResponse(`Gavel is at ${home.href}`, {
    headers: {
      ...securityHeaders(GAVEL_URL),
      'Cache-Control': 'no-store',
      'Content-Type': 'text/plain; charset=utf-8',
      Refresh: `0; url=${home.href}`,
    },
  })
}

/**
 * Only actions are posted to pages. Their door refuses a foreign origin too, but the framework then answers 200, or 500 by a
 * check of its own: refused here, it is 403 whatever was sent. Routes answer for themselves; some are for machines.
 */
function isForeignPost({ method, headers, nextUrl }: NextRequest, { GAVEL_URL }: Env): boolean {
  if (method === 'GET' || method === 'HEAD' || ROUTES.test(nextUrl.pathname)) return false
  return !isSameOrigin(headers, GAVEL_URL)
}

function refuse(
  code: Extract<DoorRefusal, 'unknown-host' | 'refused-origin' | 'too-large'>,
  { GAVEL_URL }: Env,
): NextResponse {
  const requestId = newId()
  log.warn({ requestId, refusal: code }, 'request refused')
  const headers = { ...securityHeaders(GAVEL_URL), 'Cache-Control': 'no-store', 'X-Request-Id': requestId }
  return NextResponse.json(
    { code, message: DOOR_WORDS[code], requestId },
    { status: DOOR_STATUS[code], headers },
  )
}

/** The sign-in form's cookie, when this browser has none yet. */
function csrfCookie(request: NextRequest, { GAVEL_URL, GAVEL_SECRET }: Env) {
  const { csrf: name } = cookieNames(GAVEL_URL)
  if (request.nextUrl.pathname !== '/sign-in') return null
  if (csrfTokenOf(request.cookies.get(name)?.value, GAVEL_SECRET) !== null) return null
  return { name, value: makeCsrfCookie(GAVEL_SECRET) }
}

function platformUrls({ OPENTOK_API_URL, GAVEL_SANDBOX_API_URL }: Env): string[] {
  return [OPENTOK_API_URL, GAVEL_SANDBOX_API_URL, ...knownAddresses()].filter((url) => url !== undefined)
}

/** Where the organisation's sign-in may lie. */
function providerOrigins({ GAVEL_OIDC_ISSUER: issuer, GAVEL_OIDC_HOSTS: hosts }: Env): string[] {
  if (!issuer) return []
  return [new URL(issuer).origin, ...(hosts?.split(',').map((host) => `https://${host}`) ?? [])]
}
