import 'server-only'
import { judgeAddress } from '#lib/system/outgoing-address.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { createCircuit } from './circuit.ts'
import { type Credentials, projectInPath } from './credentials.ts'
import type { PlatformFailure } from './model.ts'
import { outgoingRules } from './outgoing-rules.ts'
import { isSound } from './save-credentials.ts'
import { sendRequest } from './send-request.ts'

/** Why credentials are not taken. */
export type CredentialFailure =
  | 'bad-secret'
  | 'bad-address'
  | 'bad-credentials'
  | 'unreachable'
  | 'timeout'
  | 'too-many'
  | 'refused'

const LONGEST_MS = 4_500

/**
 * Whether the platform takes these credentials: it is asked for one recording of the project, which changes nothing and is
 * answered only to who proves themselves. Once, for at most some seconds, beside whatever goes on with the project.
 */
export async function checkCredentials(credentials: Credentials): Promise<Result<null, CredentialFailure>> {
  const { platform, apiUrl } = credentials
  const sound =
    platform === 'opentok'
      ? isSound('apiSecret', credentials.apiSecret)
      : isSound('privateKey', credentials.privateKey)
  if (!sound) return fail('bad-secret')
  if (apiUrl !== null && !judgeAddress(apiUrl, outgoingRules()).ok) return fail('bad-address')
  const sender = {
    credentials,
    projectId: projectInPath(credentials),
    circuit: createCircuit(Date.now),
    now: Date.now,
    random: Math.random,
    sleep: async () => {}, // nothing is asked again
  }
  const answered = await sendRequest(
    sender,
    {
      call: 'checkCredentials',
      method: 'GET',
      path: ['v2', 'project', projectInPath(credentials), 'archive'],
      query: { offset: '0', count: '1' },
      repeatable: false,
    },
    Date.now() + LONGEST_MS,
  )
  return answered.ok ? ok(null) : fail(failureOf(answered.failure))
}

function failureOf({ code }: PlatformFailure): CredentialFailure {
  switch (code) {
    case 'bad-credentials':
    case 'not-found': // it knows no such project
    case 'bad-id':
      return 'bad-credentials'
    case 'forbidden-address':
      return 'bad-address'
    case 'unreachable':
    case 'timeout':
    case 'too-many':
      return code
    case 'already-gone':
    case 'not-permitted':
    case 'conflict':
    case 'refused':
    case 'bad-answer':
    case 'paused':
      return 'refused'
  }
}
