import { z } from 'zod'
import { machine } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { database } from '#lib/system/database.ts'
import { readiness } from '#lib/system/readiness.ts'
import { fail } from '#lib/system/result.ts'
import { isStopping } from '#lib/system/stopping.ts'

export const dynamic = 'force-dynamic'

/** Whether requests may be sent here: the database answers, and is of this version. */
export const GET = defineRoute({
  name: 'readiness.read',
  permission: machine('a load balancer has no account'),
  input: z.object({}),
  audit: 'none',
  run: async () => {
    const ready = isStopping() ? fail('This server is stopping.') : await readiness(database())
    if (ready.ok) return Response.json({ ready: true })
    return Response.json(
      { ready: false, message: ready.failure },
      { status: 503, headers: { 'Retry-After': '2' } },
    )
  },
})
