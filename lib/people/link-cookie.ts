import 'server-only'
import { cookies } from 'next/headers'
import { cookieNames, cookieOptions } from '#lib/access/cookie-names.ts'
import { env } from '#lib/system/env.ts'

/**
 * Where the token of a link stays between the address that brought it and the form that uses it: out of the address bar, out
 * of the history, out of what a page could send elsewhere as its referrer.
 */
export function linkCookie() {
  const { GAVEL_URL } = env()
  return { name: cookieNames(GAVEL_URL).link, options: { ...cookieOptions(GAVEL_URL), maxAge: 3_600 } }
}

/** The token this browser brought, if any. For pages, actions and routes. */
export async function linkToken(): Promise<string | undefined> {
  return (await cookies()).get(linkCookie().name)?.value
}

/** It is used up. For actions only. */
export async function forgetLinkToken(): Promise<void> {
  const { name, options } = linkCookie()
  const jar = await cookies()
  jar.set({ name, value: '', ...options, maxAge: 0 })
}
