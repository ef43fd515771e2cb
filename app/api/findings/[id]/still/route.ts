import { defineRoute } from '#lib/access/define-route.ts'
import { findStill } from '#lib/review/find-media.ts'
import { stillInput } from '#lib/review/model.ts'
import { seesFindingsOf } from '#lib/review/queries.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/** The picture that was taken as evidence of a finding. */
export const GET = defineRoute({
  name: 'finding.still',
  permission: 'archive.view',
  input: stillInput,
  scope: (tx, { params }) => findStill(tx, params.id),
  audit: 'none', // shown with its finding, to whoever may open the recording
  run: async ({ actor, scoped, requestId }) => {
    if (!(await seesFindingsOf(actor, scoped, database())))
      return Response.json(
        { code: 'not-found', message: 'There is nothing here.', requestId },
        { status: 404 },
      )
    return new Response(scoped.bytes, {
      headers: {
        'content-type': 'image/jpeg',
        'content-disposition': 'inline; filename="still.jpg"',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
