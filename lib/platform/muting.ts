import 'server-only'
import { fail } from '#lib/system/result.ts'
import { projectInPath } from './credentials.ts'
import { isSafeInPath, type SessionId, type StreamId } from './ids.ts'
import type { Answer, PlatformClient } from './model.ts'
import { accepted, goneIfNotFound } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

/** A request to the participant's program: accepted does not mean that the microphone is off. */
export async function muteStream(sender: Sender, sessionId: SessionId, streamId: StreamId): Answer<null> {
  const answered = await sendRequest(sender, {
    call: 'muteStream',
    method: 'POST',
    path: [
      'v2',
      'project',
      projectInPath(sender.credentials),
      'session',
      sessionId,
      'stream',
      streamId,
      'mute',
    ],
    body: { json: {} },
    repeatable: true,
  })
  return goneIfNotFound(accepted(answered))
}

type MuteAllOptions = Parameters<PlatformClient['muteAll']>[1]

/** `active` mutes all and everybody who comes later; not active ends that, and unmutes nobody. */
export async function muteAll(sender: Sender, sessionId: SessionId, options: MuteAllOptions): Answer<null> {
  const { active, excludedStreamIds } = options
  if (!excludedStreamIds.every(isSafeInPath)) return fail({ code: 'bad-id' })
  const answered = await sendRequest(sender, {
    call: 'muteAll',
    method: 'POST',
    path: ['v2', 'project', projectInPath(sender.credentials), 'session', sessionId, 'mute'],
    body: { json: { active, excludedStreamIds } },
    repeatable: true,
  })
  return accepted(answered)
}
