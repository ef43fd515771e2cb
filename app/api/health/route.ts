import { z } from 'zod'
import { machine } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'

export const dynamic = 'force-dynamic'

/** Whether this process lives. It says nothing about the database: a restart would not mend that. */
export const GET = defineRoute({
  name: 'health.read',
  permission: machine('a probe has no account, and learns nothing'),
  input: z.object({}),
  audit: 'none',
  run: async () => Response.json({ alive: true }),
})
