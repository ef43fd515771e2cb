import { may } from '#lib/access/actor.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { readMedia } from '#lib/review/find-media.ts'
import { isGoodAddress } from '#lib/review/media-address.ts'
import { mediaInput } from '#lib/review/model.ts'
import { openMedia } from '#lib/review/open-media.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/**
 * A recording's bytes, or those of one stream of a zip of them, by ranges. Every way to them leads through here, and through the record of who looked. Beside the right
 * to it an address is asked for that was made for this person, device and purpose a few minutes ago: a link that was kept or
 * passed on opens nothing.
 */
export const GET = defineRoute({
  name: 'archive.view',
  permission: 'archive.view',
  input: mediaInput,
  scope: (tx, { params }) => readMedia(tx, params.id),
  audit: 'none', // openMedia keeps it: one look is many requests
  run: async ({ actor, address, input, scoped, request, requestId }) => {
    const purpose = input.query.for ?? 'played'
    const { piece } = input.query
    const isGood = isGoodAddress({ archiveId: scoped.id, piece, purpose, actor }, input.query, new Date())
    const mayHave = purpose === 'played' || may(actor, 'archive.export', scoped.projectId)
    if (!isGood || !mayHave)
      return new Response('This address is not good any more. Open the recording in the console.', {
        status: 403,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    return openMedia(database(), { actor, address, requestId }, scoped, { purpose, piece, request })
  },
})
