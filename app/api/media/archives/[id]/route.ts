import { defineRoute } from '#lib/access/define-route.ts'
import { whileAllowed } from '#lib/access/while-allowed.ts'
import { findRecording } from '#lib/archives/find-recording.ts'
import { recordingInput } from '#lib/archives/model.ts'
import { openRecording } from '#lib/archives/open-recording.ts'
import { recordViewing } from '#lib/archives/record-viewing.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/** A recording's bytes, by ranges. Every way to them leads through here, and through the record of who looked. */
export const GET = defineRoute({
  name: 'archive.view',
  permission: 'archive.view',
  input: recordingInput,
  scope: (tx, { params }) => findRecording(tx, params.id),
  audit: 'none', // recordViewing keeps it: one look is many requests
  run: async ({ actor, address, scoped, request, requestId }) => {
    await recordViewing(database(), { actor, address, requestId }, scoped)
    const file = await openRecording(scoped.id, request.headers.get('range'), request.signal)
    if (!file.body) return file
    return new Response(whileAllowed(file.body, { actor, permission: 'archive.view' }), file)
  },
})
