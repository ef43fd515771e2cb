import { z } from 'zod'
import { apiKey } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { listForKey } from '#lib/live/list-for-key.ts'

export const dynamic = 'force-dynamic'

/** The live sessions with their counts, for programs. */
export const GET = defineRoute({
  name: 'api.sessions',
  permission: apiKey('session.read'),
  input: z.object({ query: z.strictObject({}) }),
  audit: 'none',
  run: async ({ where }) => Response.json({ sessions: await listForKey(where) }),
})
