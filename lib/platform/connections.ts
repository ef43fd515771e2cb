import 'server-only'
import { z } from 'zod'
import { ok, type Result } from '#lib/system/result.ts'
import { connectionIdIn, timeIn } from './answer-schemas.ts'
import { projectInPath } from './credentials.ts'
import type { ConnectionId, SessionId } from './ids.ts'
import type { Answer, ListedConnection, PlatformFailure } from './model.ts'
import { accepted, goneIfNotFound, readAnswer } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

const PAGE = 1000
/** Fifteen thousand connections is the platform's limit. */
const MAX_PAGES = 16
const WHOLE_MS = 8_000

/** The vendor's own code names the keys in two ways. */
const item = z
  .looseObject({
    connectionId: connectionIdIn.optional(),
    id: connectionIdIn.optional(),
    connectionState: z.string().optional(),
    state: z.string().optional(),
    createdAt: timeIn.nullish(),
  })
  .transform((found, context) => {
    const id = found.connectionId ?? found.id
    if (id)
      return {
        id,
        state: (found.connectionState ?? found.state ?? '').toLowerCase(),
        createdAt: found.createdAt ?? null,
      }
    context.addIssue({ code: 'custom', message: 'a connection without an id' })
    return z.NEVER
  })
const listed = z.looseObject({ count: z.number().int().min(0).optional(), items: z.array(item) })

type Item = z.output<typeof item>

/** Who is there, page by page. Those that the platform lists as gone are left out. */
export async function listConnections(sender: Sender, sessionId: SessionId): Answer<ListedConnection[]> {
  const deadline = sender.now() + WHOLE_MS
  const found = new Map<ConnectionId, Item>()
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await listPage(sender, sessionId, found.size, deadline)
    if (!answer.ok) return answer
    const before = found.size
    for (const one of answer.value.items) found.set(one.id, one)
    const complete = found.size >= (answer.value.count ?? 0)
    if (complete || found.size === before) break
  }
  return ok([...found.values()].flatMap(present))
}

async function listPage(
  sender: Sender,
  sessionId: SessionId,
  offset: number,
  deadline: number,
): Promise<Result<z.output<typeof listed>, PlatformFailure>> {
  const request = {
    call: 'listConnections',
    method: 'GET',
    path: ['v2', 'project', projectInPath(sender.credentials), 'session', sessionId, 'connection'],
    query: { offset: String(offset), count: String(PAGE) },
    repeatable: true,
  } as const
  return readAnswer(await sendRequest(sender, request, deadline), listed)
}

function present({ id, state, createdAt }: Item): ListedConnection[] {
  return state === 'connected' || state === 'connecting' ? [{ id, state, createdAt }] : []
}

/** Asks the platform to put somebody out. That it accepts is not yet that they are gone. */
export async function disconnect(
  sender: Sender,
  sessionId: SessionId,
  connectionId: ConnectionId,
): Answer<null> {
  const answered = await sendRequest(sender, {
    call: 'disconnect',
    method: 'DELETE',
    path: [
      'v2',
      'project',
      projectInPath(sender.credentials),
      'session',
      sessionId,
      'connection',
      connectionId,
    ],
    repeatable: true,
  })
  return goneIfNotFound(accepted(answered))
}
