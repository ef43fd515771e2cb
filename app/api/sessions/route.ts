import { z } from 'zod'
import { defineRoute } from '#lib/access/define-route.ts'
import { findSessions } from '#lib/live/find-sessions.ts'

/** The live sessions by name, for the palette. */
export const GET = defineRoute({
  name: 'session.find',
  permission: 'session.view',
  input: z.object({}),
  audit: 'none',
  run: async ({ actor }) => Response.json({ sessions: await findSessions(actor) }),
})
