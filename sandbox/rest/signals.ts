import { type SignalRefusal, sendSignal } from '../signalling/send-signal.ts'
import { type Answer, empty, refusal } from './answer.ts'
import { findSession } from './find-session.ts'
import { isId, jsonBody, type ProjectCall, type ProjectRoute, path, type RestContext } from './route.ts'

const ANSWERS: Record<SignalRefusal, Answer> = {
  malformed: refusal(400, 'Invalid signal type or data'),
  'too long': refusal(413, 'The signal data is too long'),
  'no such connection': refusal(404, 'The connection is not connected to the session'),
}

const signal = (context: RestContext, call: ProjectCall, to: string | null): Answer => {
  const found = findSession(context, call)
  if (!found.ok) return refusal(400, 'Invalid session ID')
  if (to !== null && !isId(to)) return refusal(400, 'Invalid connection ID')
  const content = jsonBody(call)
  if (content === null) return refusal(400, 'Invalid JSON')
  if (found.value.connections.size === 0) return refusal(404, 'No client is connected to the session')
  const refused = sendSignal(found.value, { to, from: null, signalId: context.platform.newId(), content })
  return refused === null ? empty : ANSWERS[refused]
}

const signalAll: ProjectRoute = {
  method: 'POST',
  path: path('/v2/project/*/session/*/signal'),
  run: (context, call) => signal(context, call, null),
}

const signalOne: ProjectRoute = {
  method: 'POST',
  path: path('/v2/project/*/session/*/connection/*/signal'),
  run: (context, call) => signal(context, call, call.params[2] ?? ''),
}

export const signalRoutes: readonly ProjectRoute[] = [signalAll, signalOne]
