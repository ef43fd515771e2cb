import 'server-only'
import { z } from 'zod'
import { fail, ok } from '#lib/system/result.ts'
import { sessionIdIn } from './answer-schemas.ts'
import { failureOfAnswer } from './failure-of.ts'
import type { SessionId } from './ids.ts'
import { mintToken } from './mint-token.ts'
import type { Answer, MediaMode, PlatformClient, SessionTraits } from './model.ts'
import { readAnswer } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

const created = z.tuple([z.looseObject({ session_id: sessionIdIn })]).rest(z.unknown())

type CreateOptions = Parameters<PlatformClient['createSession']>[0]

export async function createSession(sender: Sender, options: CreateOptions): Answer<SessionId> {
  const { mode, archiveMode = 'manual' } = options
  // The platform would quietly not record: a relayed session has nothing that it could.
  if (mode === 'relayed' && archiveMode === 'always') return fail({ code: 'refused' })
  const answered = await sendRequest(sender, {
    call: 'createSession',
    method: 'POST',
    path: ['session', 'create'],
    body: { form: { 'p2p.preference': mode === 'relayed' ? 'enabled' : 'disabled', archiveMode } },
    repeatable: false,
  })
  const answer = readAnswer(answered, created)
  return answer.ok ? ok(answer.value[0].session_id) : answer
}

const DESCRIBE_TOKEN_SECONDS = 60
const preference = z.looseObject({ value: z.enum(['enabled', 'disabled', 'adaptive']) })
/** Left out by a platform that does not say. */
const e2ee = z.boolean().nullable().catch(null)
const described = z
  .tuple([
    z.looseObject({
      properties: z.union([
        z
          .looseObject({ p2p: z.looseObject({ preference }), e2ee })
          .transform((found) => ({ transport: found.p2p.preference.value, encrypted: found.e2ee })),
        z
          .looseObject({ 'p2p.preference': preference, e2ee })
          .transform((found) => ({ transport: found['p2p.preference'].value, encrypted: found.e2ee })),
      ]),
    }),
  ])
  .rest(z.unknown())
const refusal = z
  .tuple([z.looseObject({ error: z.looseObject({ code: z.coerce.number() }) })])
  .rest(z.unknown())

/** Asks as a client does before it connects, with a token that is thrown away: nothing else tells the mode. */
export async function describeSession(sender: Sender, sessionId: SessionId): Answer<SessionTraits> {
  const request = {
    sessionId,
    role: 'subscriber',
    data: '',
    expiresInSeconds: DESCRIBE_TOKEN_SECONDS,
  } as const
  const token = mintToken(sender.credentials, request, new Date(sender.now()))
  if (!token.ok) return token
  const answered = await sendRequest(sender, {
    call: 'describeSession',
    method: 'GET',
    path: ['session', sessionId],
    query: { extended: 'true' },
    headers: { 'X-OPENTOK-AUTH': token.value },
    repeatable: true,
  })
  // An error comes with status 200, and its own status inside.
  const refused = readAnswer(answered, refusal)
  if (refused.ok) return fail(failureInside(refused.value[0].error.code))
  const answer = readAnswer(answered, described)
  if (!answer.ok) return answer
  const { transport, encrypted } = answer.value[0].properties
  return ok({ mode: modeOf(transport), encrypted })
}

function failureInside(status: number) {
  if (status === 400) return { code: 'not-found', status } as const
  if (status === 409) return { code: 'not-permitted', status } as const // the terms of service
  return failureOfAnswer({ status, body: null, retryAfter: null })
}

/** Adaptive sessions can be routed at any time, so nobody is told that theirs is not. */
function modeOf(value: 'enabled' | 'disabled' | 'adaptive'): MediaMode {
  return value === 'enabled' ? 'relayed' : 'routed'
}
