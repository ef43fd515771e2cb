import { defineRoute } from '#lib/access/define-route.ts'
import { readMedia } from '#lib/review/find-media.ts'
import { listStreams } from '#lib/review/list-streams.ts'
import { streamsInput } from '#lib/review/model.ts'
import { MEDIA_WORDS, READ_MS } from '#lib/review/open-media.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/** Which streams a recording keeps apart, and where each is for whoever asks. It sends nothing of any: that is on the record. */
export const GET = defineRoute({
  name: 'media.streams',
  permission: 'archive.view',
  input: streamsInput,
  scope: async (tx, { params }) => {
    const recording = await readMedia(tx, params.id)
    return recording?.outputMode === 'individual' ? recording : null
  },
  audit: 'none', // opens nothing by itself: what is asked for by the addresses is on the record
  run: async ({ actor, scoped, request }) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(READ_MS)])
    const listed = await listStreams(database(), actor, scoped, signal)
    const headers = { 'cache-control': 'private, no-store' }
    if (listed.ok) return Response.json(listed.value, { headers })
    const [status, message] = MEDIA_WORDS[listed.failure]
    return Response.json({ message }, { status, headers })
  },
})
