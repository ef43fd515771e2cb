import { z } from 'zod'
import { machine } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { callbackReply } from '#lib/live/callback-reply.ts'
import { receiveCallback } from '#lib/live/receive-callback.ts'

export const dynamic = 'force-dynamic'

/** Where a project's callbacks come in. `project` is its API key, or its application id. */
export const POST = defineRoute({
  name: 'callback.receive',
  permission: machine('the platform proves itself by its signature'),
  input: z.object({ params: z.object({ project: z.string().max(100) }) }),
  audit: 'none',
  run: async ({ input, request, requestId }) => {
    const { project } = input.params
    return callbackReply(await receiveCallback(request, { project }), { project, requestId })
  },
})
