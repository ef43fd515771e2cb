import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { cookieNames } from '#lib/access/cookie-names.ts'
import { csrfTokenOf, makeCsrfCookie } from '#lib/access/csrf-cookie.ts'
import { PATH_HEADER } from '#lib/access/safe-path.ts'
import { contentSecurityPolicy, securityHeaders } from '#lib/access/security-headers.ts'
import { type Env, env } from '#lib/system/env.ts'

/**
 * Headers, and nothing about who may do what: a proxy can be got around, so that is asked at the doors themselves.
 * What comes in under the names set here is overwritten, never used.
 */
export function proxy(request: NextRequest): NextResponse {
  const settings = env()
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), {
    gavelUrl: settings.GAVEL_URL,
    platformUrls: platformUrls(settings),
  })
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy) // the renderer takes the nonce from here
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const csrf = csrfCookie(request, settings)
  if (csrf) headers.append('Cookie', `${csrf.name}=${encodeURIComponent(csrf.value)}`)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(securityHeaders(settings.GAVEL_URL)))
    response.headers.set(name, value)
  if (csrf) response.cookies.set({ ...csrf, httpOnly: true, sameSite: 'lax', path: '/' })
  return response
}

/**
 * Not for callbacks: where a proxy has run, the framework reads a body to its end, up to ten megabytes, before the door sees
 * the request. The limits of size and time there must hold from the first byte.
 */
export const config = { matcher: ['/((?!api/callbacks/).*)'] }

/** The sign-in form's cookie, when this browser has none yet. */
function csrfCookie(request: NextRequest, { GAVEL_URL, GAVEL_SECRET }: Env) {
  const { csrf: name, secure } = cookieNames(GAVEL_URL)
  if (request.nextUrl.pathname !== '/sign-in') return null
  if (csrfTokenOf(request.cookies.get(name)?.value, GAVEL_SECRET) !== null) return null
  return { name, secure, value: makeCsrfCookie(GAVEL_SECRET) }
}

function platformUrls({ OPENTOK_API_URL, GAVEL_SANDBOX_API_URL }: Env): string[] {
  return [OPENTOK_API_URL, GAVEL_SANDBOX_API_URL].filter((url) => url !== undefined)
}
