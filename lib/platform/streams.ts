import 'server-only'
import { z } from 'zod'
import { ok } from '#lib/system/result.ts'
import { streamIdIn } from './answer-schemas.ts'
import { projectInPath } from './credentials.ts'
import type { SessionId } from './ids.ts'
import type { Answer, ListedStream } from './model.ts'
import { readAnswer } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

const listed = z.looseObject({
  items: z.array(
    z.looseObject({ id: streamIdIn, name: z.string().nullish(), videoType: z.string().nullish() }),
  ),
})

/** What is published. `not-found` means that nobody is there, never that there is no such session. */
export async function listStreams(sender: Sender, sessionId: SessionId): Answer<ListedStream[]> {
  const answered = await sendRequest(sender, {
    call: 'listStreams',
    method: 'GET',
    path: ['v2', 'project', projectInPath(sender.credentials), 'session', sessionId, 'stream'],
    repeatable: true,
  })
  const answer = readAnswer(answered, listed)
  if (!answer.ok) return answer
  return ok(
    answer.value.items.map(({ id, name, videoType }) => ({
      id,
      name: name ?? '',
      videoType: videoType ?? 'camera',
    })),
  )
}
