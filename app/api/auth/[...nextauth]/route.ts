import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { anyone } from '#lib/access/anyone.ts'
import { authOptions } from '#lib/access/auth-options.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

/** next-auth's own handler behind our door: origin, time, request id and headers are asked and set here as everywhere. */
const signingIn = {
  name: 'account.auth',
  permission: anyone('signing in is what people do who are nobody yet'),
  input: z.object({ params: z.object({ nextauth: z.array(z.string().max(100)).min(1).max(3) }) }),
  audit: 'none' as const, // signing in, being refused and signing out are recorded by their own rules
  run: async ({ request, input }: { request: Request; input: { params: { nextauth: string[] } } }) => {
    // It takes its own address from nowhere else, and believes the Host header when this is not set.
    process.env.NEXTAUTH_URL = env().GAVEL_URL
    const handler: (request: Request, context: unknown) => Promise<Response> = NextAuth(authOptions())
    // It knows no HEAD: that is a GET whose body nobody sends.
    const asked = request.method === 'HEAD' ? new NextRequest(request, { method: 'GET' }) : request
    return handler(asked, { params: Promise.resolve(input.params) })
  },
}

export const GET = defineRoute(signingIn)
export const POST = defineRoute(signingIn)
