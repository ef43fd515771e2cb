/** REST calls as a customer's server would make them, without an SDK's opinions. */
import type { Project } from '../platform/project.ts'
import type { Sandbox } from '../sandbox.ts'
import { mintRestToken } from '../tokens/mint-token.ts'
import type { MediaMode, SessionTraits } from '../tokens/session-id.ts'
import { someTraits } from './some-traits.ts'

export type RestAnswer = { status: number; body: unknown; headers: Headers }

export const openTokKey = ({ apiKey, apiSecret }: Project) =>
  ({ kind: 'opentok', apiKey, apiSecret }) as const

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // XML, or nothing.
    return text
  }
}

export type RestRequest = {
  body?: unknown
  form?: Record<string, string>
  /** A body as it is, whatever it is. */
  text?: string
  headers?: Record<string, string>
  /** What time it is for the sandbox that is asked. */
  now?: Date
}

/** Calls `path`, in which `{P}` stands for the project. */
export const callRest = async (
  sandbox: Sandbox,
  method: string,
  path: string,
  { body, form, text, headers = {}, now = new Date() }: RestRequest = {},
): Promise<RestAnswer> => {
  const [project] = sandbox.projects
  if (!project) throw new Error('no project')
  const token = await mintRestToken(openTokKey(project), now)
  const response = await fetch(`${sandbox.apiUrl}${path.replace('{P}', project.apiKey)}`, {
    method,
    headers: {
      'X-OPENTOK-AUTH': token,
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(text === undefined ? {} : { body: text }),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  })
  return { status: response.status, body: parsed(await response.text()), headers: response.headers }
}

/** A session ID of the first project. */
export const aSession = (
  sandbox: Sandbox,
  mode: MediaMode = 'relayed',
  changes: Partial<SessionTraits> = {},
): string => {
  const { platform } = sandbox.control
  const identity = platform.identity(sandbox.projects[0]?.apiKey ?? '')
  if (!identity) throw new Error('no project')
  return platform.createSession(identity, someTraits({ mode, ...changes }))
}
