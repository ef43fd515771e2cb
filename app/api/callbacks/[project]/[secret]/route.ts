import { z } from 'zod'
import { machine } from '#lib/access/anyone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { callbackReply } from '#lib/live/callback-reply.ts'
import { receiveCallback } from '#lib/live/receive-callback.ts'

export const dynamic = 'force-dynamic'

/** For old projects, which sign nothing: what they send is believed only as far as the platform's own lists agree. */
export const POST = defineRoute({
  name: 'callback.receiveUnsigned',
  permission: machine('an old project proves itself by the secret in the address'),
  input: z.object({ params: z.object({ project: z.string().max(100), secret: z.string().max(200) }) }),
  audit: 'none',
  run: async ({ input, request, requestId }) => {
    const { project, secret } = input.params
    return callbackReply(await receiveCallback(request, { project, secret }), { project, requestId })
  },
})
