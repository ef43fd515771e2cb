import { cookies } from 'next/headers'
import { z } from 'zod'
import { anyone } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { linkCookie } from '#lib/people/link-cookie.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

const PAGES = { invite: '/invite', reset: '/reset', emailChange: '/me/address' } as const

/** Where the links of our letters lead: takes the token out of the address before any page is shown. */
export const GET = defineRoute({
  name: 'link.open',
  permission: anyone('a link in a letter is opened from anywhere; whether it is one, the page says'),
  input: z.object({
    params: z.object({ kind: z.enum(['invite', 'reset', 'emailChange']), token: z.string().min(1).max(100) }),
  }),
  audit: 'none',
  run: async ({ input }) => {
    const { kind, token } = input.params
    const { name, options } = linkCookie()
    const jar = await cookies()
    jar.set({ name, value: token, ...options })
    return new Response(null, {
      status: 303,
      headers: { Location: `${env().GAVEL_URL}${PAGES[kind]}`, 'Referrer-Policy': 'no-referrer' },
    })
  },
})
