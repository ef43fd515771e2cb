import 'server-only'
import { fail } from '#lib/system/result.ts'
import { projectInPath } from './credentials.ts'
import type { SessionId } from './ids.ts'
import type { Answer, Signal } from './model.ts'
import { accepted, goneIfNotFound } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

/** The platform's own alphabet: no colon, no dot. */
const TYPE = /^[A-Za-z0-9_~-]{1,128}$/
/** The platform counts the JSON form, quotes and escapes included. */
const MAX_DATA = 8192

/** Sends text to one connection, or to everybody who is there; never twice. */
export async function sendSignal(sender: Sender, sessionId: SessionId, signal: Signal): Answer<null> {
  const { connectionId, type, data } = signal
  if (!TYPE.test(type) || JSON.stringify(data).length > MAX_DATA) return fail({ code: 'refused' })
  const target = connectionId === undefined ? [] : ['connection', connectionId]
  const answered = await sendRequest(sender, {
    call: 'signal',
    method: 'POST',
    path: ['v2', 'project', projectInPath(sender.credentials), 'session', sessionId, ...target, 'signal'],
    body: { json: { type, data } },
    repeatable: false,
  })
  return connectionId === undefined ? accepted(answered) : goneIfNotFound(accepted(answered))
}
