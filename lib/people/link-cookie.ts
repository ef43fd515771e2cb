import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#lib/system/env.ts'

/**
 * Where the token of a link stays between the address that brought it and the form that uses it: out of the address bar, out
 * of the history, out of what a page could send elsewhere as its referrer.
 */
export function linkCookie() {
  const secure = env().GAVEL_URL.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: 3_600 }
  return { name: `${secure ? '__Host-' : ''}gavel.link`, options }
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
