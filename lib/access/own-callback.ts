import 'server-only'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import { env } from '#lib/system/env.ts'
import { cookieNames, cookieOptions } from './cookie-names.ts'
import { safePath } from './safe-path.ts'

/** next-auth breaks with 500 at a `callbackUrl` that is no address; what it is given is a place of ours in any case. */
export function withOwnCallback(request: Request): Request {
  const url = new URL(request.url)
  if (!url.searchParams.has('callbackUrl')) return request
  const { GAVEL_URL } = env()
  const path = safePath(url.searchParams.get('callbackUrl'), GAVEL_URL)
  url.searchParams.set('callbackUrl', new URL(path, GAVEL_URL).href)
  return new NextRequest(url, request)
}

/** The same for the cookie in which it keeps the place; for routes only. */
export async function forgetForeignCallback(): Promise<void> {
  const { GAVEL_URL } = env()
  const { callback } = cookieNames(GAVEL_URL)
  const jar = await cookies()
  const kept = jar.get(callback)?.value
  if (kept === undefined || URL.parse(kept)?.origin === new URL(GAVEL_URL).origin) return
  jar.set({ ...cookieOptions(GAVEL_URL), name: callback, value: '', maxAge: 0 })
}
