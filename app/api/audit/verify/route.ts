import { z } from 'zod'
import { defineRoute } from '#lib/access/define-route.ts'
import { verification } from '#lib/record/verification.ts'

const PATIENCE_MS = 12_000

/**
 * Recomputes all of the record. An answer of 202 says that it goes on: whoever asks again joins the same run, and does not
 * begin another (`joining`).
 */
export const POST = defineRoute({
  name: 'audit.verify',
  permission: 'audit.view',
  input: z.object({ query: z.strictObject({ joining: z.literal('yes').optional() }) }),
  // What belongs to no project: only who may read all of the record may have all of it recomputed.
  scope: async () => ({ projectId: null }),
  audit: () => ({ subject: 'audit' }),
  run: async ({ input: { query } }) => {
    const verdict = await Promise.race([verification({ full: query.joining === undefined }), patience()])
    return verdict ? Response.json(verdict) : Response.json(null, { status: 202 })
  },
})

function patience(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS).unref()
  })
}
