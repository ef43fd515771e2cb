import type { Session } from '../platform/session.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Answer, refusal } from './answer.ts'
import type { ProjectCall, RestContext } from './route.ts'

/** The session of a path: the platform answers 408 for an ID that is none of this project. */
export const findSession = (
  { platform }: RestContext,
  { identity, params }: ProjectCall,
): Result<Session, Answer> => {
  const session = platform.session(identity.project, params[1] ?? '')
  return session ? ok(session) : refuse(refusal(408, 'Invalid session ID'))
}

/** The same where it only counts while somebody has ever been in it. */
export const findUsedSession = (context: RestContext, call: ProjectCall): Result<Session, Answer> => {
  const found = findSession(context, call)
  if (!found.ok || found.value.everConnected) return found
  return refuse(refusal(404, 'No client has connected to this session'))
}
