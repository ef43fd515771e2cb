import 'server-only'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { env } from '#lib/system/env.ts'
import { anyone } from './anyone.ts'
import { authOptions } from './auth-options.ts'
import { defineRoute } from './define-route.ts'

const params = z.object({ nextauth: z.array(z.string().max(100)).min(1).max(3) })

/** next-auth's own handler behind our door: origin, time, request id and headers are asked and set here as everywhere. */
export const handleAuth = defineRoute({
  name: 'account.auth',
  permission: anyone('signing in is what people do who are nobody yet'),
  input: z.object({ params }),
  audit: 'none', // signing in, being refused and signing out are recorded by their own rules
  run: async ({ request, input }) => {
    // It takes its own address from nowhere else, and believes the Host header when this is not set.
    process.env.NEXTAUTH_URL = env().GAVEL_URL
    const handler: unknown = await NextAuth(authOptions())
    if (typeof handler !== 'function') throw new Error('next-auth gave no handler')
    return handler(request, { params: Promise.resolve(input.params) })
  },
})
