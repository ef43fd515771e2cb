import { z } from 'zod'
import { oneself } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { bell } from '#lib/alerts/queries.ts'

/** What the bell shows: how many alerts are open for whoever asks, and the newest of them. */
export const GET = defineRoute({
  name: 'alert.bell',
  permission: oneself('everybody has a bell: what they may not see is not counted'),
  input: z.object({}),
  audit: 'none',
  run: async ({ actor }) => Response.json(await bell(actor)),
})
