import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { anyone } from '#lib/access/anyone.ts'
import { authOptions } from '#lib/access/auth-options.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { UnreadableInput } from '#lib/access/describe-failure.ts'
import { doorRequest } from '#lib/access/door-request.ts'
import { forgetForeignCallback, withOwnCallback } from '#lib/access/own-callback.ts'
import { browserOf } from '#lib/access/start-device.ts'
import { PROVIDER_ID } from '#lib/provider/provider-settings.ts'
import { leaveForProvider, returnFromProvider } from '#lib/provider/visit-provider.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

/**
 * What a browser forgets at signing out: whatever it kept of pages, so that going back shows none. Not "storage", which only
 * has how the keyboard is set; nor "cookies", which would also be those of other applications on the same domain.
 */
const LEAVES_BEHIND = '"cache"'

type Asked = {
  request: Request
  actor: Actor | null
  requestId: string
  input: { params: { nextauth: string[] } }
}

/** next-auth's own handler behind our door: origin, time, request id and headers are asked and set here as everywhere. */
const signingIn = {
  name: 'account.auth',
  permission: anyone('signing in is what people do who are nobody yet'),
  input: z.object({ params: z.object({ nextauth: z.array(z.string().max(100)).min(1).max(3) }) }),
  audit: 'none' as const, // signing in, being refused and signing out are recorded by their own rules
  run: async (asked: Asked) => {
    const { request, input } = asked
    // It takes its own address from nowhere else, and believes the Host header when this is not set.
    process.env.NEXTAUTH_URL = env().GAVEL_URL
    if (isNoPlace(asked)) return new Response(null, { status: 404 })
    const visit = await visitOfProvider(asked)
    if (visit?.kind === 'answered')
      return new Response(null, {
        status: 303,
        headers: { Location: `${new URL(env().GAVEL_URL).origin}${visit.path}` },
      })
    let left: unknown
    const options = authOptions(visit?.arrival ?? null, (error) => {
      left = error
    })
    await forgetForeignCallback()
    const handler: (request: Request, context: unknown) => Promise<Response> = NextAuth(options)
    // It knows no HEAD: that is a GET whose body nobody sends.
    const own = withOwnCallback(request)
    const wanted = own.method === 'HEAD' ? new NextRequest(own, { method: 'GET' }) : own
    const answer = await handler(wanted, { params: Promise.resolve(input.params) }).catch(asOurs)
    if (left !== undefined) throw left // whoever could not be signed out keeps their cookie, and is told
    if (request.method === 'POST' && input.params.nextauth[0] === 'signout')
      answer.headers.set('Clear-Site-Data', LEAVES_BEHIND)
    return answer
  },
}

/** The library parses a body itself; that it is no JSON is whoever's who sent it. */
function asOurs(error: unknown): never {
  throw error instanceof SyntaxError ? new UnreadableInput('the body cannot be parsed') : error
}

/** Nobody comes back from typing a password; the library answers 500 to it. */
function isNoPlace({ request, input }: Asked): boolean {
  const [what, provider] = input.params.nextauth
  return what === 'callback' && provider === 'credentials' && request.method !== 'POST'
}

/** What our side has to say first, when it is about the organisation's sign-in; a HEAD goes nowhere and redeems nothing. */
async function visitOfProvider({ request, actor, requestId, input }: Asked) {
  const [what, provider] = input.params.nextauth
  if (provider !== PROVIDER_ID) return null
  const browser = { ...(await browserOf(await doorRequest())), requestId }
  if (what === 'signin' && request.method === 'POST') return leaveForProvider({ actor, browser })
  if (what === 'callback' && request.method === 'GET')
    return returnFromProvider(new URL(request.url).searchParams, { actor, browser })
  return null
}

export const GET = defineRoute(signingIn)
export const POST = defineRoute(signingIn)
