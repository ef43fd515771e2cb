import { z } from 'zod'
import { defineRoute } from '#lib/access/define-route.ts'
import { feedHub } from '#lib/live/feed-hub.ts'
import { feedPosition } from '#lib/live/feed-position.ts'

export const dynamic = 'force-dynamic'

const query = z.object({
  since: z.string().max(20).optional(),
  sessions: z.string().max(4_000).default(''),
})

/** What happens, as it happens: server-sent events, continued from where a browser was. */
export const GET = defineRoute({
  name: 'feed.read',
  permission: 'session.view',
  input: z.object({ query }),
  audit: 'none',
  run: async ({ actor, input, request }) => {
    const since = feedPosition(request.headers.get('last-event-id') ?? input.query.since)
    const sessions = new Set(input.query.sessions.split(',').filter(Boolean).slice(0, 100))
    const reader = await feedHub().open(actor, sessions, since)
    if (!reader)
      return Response.json({ code: 'unavailable' }, { status: 503, headers: { 'Retry-After': '5' } })
    request.signal.addEventListener('abort', () => reader.end(), { once: true })
    return new Response(reader.body, {
      headers: {
        'Content-Type': 'text/event-stream',
        // Not to be compressed: what is held back until a block is full comes too late.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      },
    })
  },
})
