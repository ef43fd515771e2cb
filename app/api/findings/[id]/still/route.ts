import { DOOR_WORDS } from '#lib/access/action-reply.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { findStill } from '#lib/review/find-media.ts'
import { stillInput } from '#lib/review/model.ts'
import { seesFindingsOf } from '#lib/review/queries.ts'
import { recordStill } from '#lib/review/record-viewing.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/** The picture that was taken as evidence of a finding: a moment of the recording, so that who sees it is on the record too. */
export const GET = defineRoute({
  name: 'finding.still',
  permission: 'archive.view',
  input: stillInput,
  scope: (tx, { params }) => findStill(tx, params.id),
  audit: 'none', // recordStill keeps it, of those who are shown it
  run: async ({ actor, address, scoped, requestId }) => {
    if (!(await seesFindingsOf(actor, scoped, database())))
      return Response.json(
        { code: 'not-found', message: DOOR_WORDS['not-found'], requestId },
        { status: 404 },
      )
    await recordStill(database(), { actor, address, requestId }, scoped)
    return new Response(scoped.bytes, {
      headers: {
        'content-type': 'image/jpeg',
        'content-disposition': 'inline; filename="still.jpg"',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
