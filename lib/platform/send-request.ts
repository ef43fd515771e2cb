import 'server-only'
import { log } from '#lib/system/log.ts'
import { readBody } from '#lib/system/read-body.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { authorizeRequest } from './authorize-request.ts'
import type { Circuit } from './circuit.ts'
import { apiAddress, type Credentials } from './credentials.ts'
import { failureOfAnswer, failureOfException, leavesDoubt } from './failure-of.ts'
import { isSafeInPath } from './ids.ts'
import type { PlatformFailure } from './model.ts'
import { outgoing } from './outgoing.ts'

export type PlatformRequest = {
  /** What the log calls it. */
  call: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Each part is one segment of the path; one that could be read as more is refused. */
  path: readonly string[]
  query?: Record<string, string>
  body?: { json: unknown } | { form: Record<string, string> }
  /** Whether doing it twice is the same as once: only then is a lost answer asked for again. */
  repeatable: boolean
  /** Instead of the project's own authorization. */
  headers?: Record<string, string>
}

export type Sender = {
  credentials: Credentials
  projectId: string
  circuit: Circuit
  now: () => number
  random: () => number
  sleep: (ms: number) => Promise<unknown>
}

type Answered = Result<{ body: unknown; repeated: boolean }, PlatformFailure>

/** Well within the ten seconds after which nobody waits any more. */
const WHOLE_MS = 8_000
const ATTEMPT_MS = 4_000
/** The platform's largest answer is a list of a thousand recordings; whatever is longer is not its answer. */
const MAX_BYTES = 4 * 1024 * 1024
const ATTEMPTS = 3
const BACK_OFF_MS = 250

/**
 * One call to the platform. Never rejects. Asked again are only repeatable calls whose answer was lost, and those refused
 * with 429, which the platform has not carried out. What one attempt has left in doubt, no later failure settles.
 */
export async function sendRequest(
  sender: Sender,
  request: PlatformRequest,
  deadline?: number,
): Promise<Answered> {
  if (!request.path.every(isSafeInPath)) return fail({ code: 'bad-id' })
  const started = sender.now()
  const until = Math.min(deadline ?? Number.POSITIVE_INFINITY, started + WHOLE_MS)
  let doubt = false
  for (let attempt = 1; ; attempt++) {
    const answered = await attemptOnce(sender, request, Math.min(ATTEMPT_MS, until - sender.now()))
    if (answered.ok) return ok({ body: answered.value, repeated: attempt > 1 })
    doubt ||= leavesDoubt(answered.failure)
    const wait = attempt < ATTEMPTS ? waitBefore(answered.failure, request, attempt, sender.random) : null
    if (wait === null || sender.now() + wait >= until) {
      const failure: PlatformFailure = doubt ? { ...answered.failure, inDoubt: true } : answered.failure
      report(sender, request, failure, { attempt, ms: sender.now() - started })
      return fail(failure)
    }
    await sender.sleep(wait)
  }
}

/** That somebody is not there, or that something runs already, is an ordinary answer. */
function report(
  { projectId }: Sender,
  { call }: PlatformRequest,
  { code: failure, ...facts }: PlatformFailure,
  took: { attempt: number; ms: number },
): void {
  const level = failure === 'not-found' || failure === 'conflict' ? 'debug' : 'warn'
  log[level]({ projectId, call, failure, ...facts, ...took }, 'platform call failed')
}

async function attemptOnce(
  { credentials, circuit, now }: Sender,
  request: PlatformRequest,
  ms: number,
): Promise<Result<unknown, PlatformFailure>> {
  const headers = request.headers ?? (await authorize(credentials, now))
  if (!headers) return fail({ code: 'bad-credentials' })
  if (!circuit.mayPass()) return fail({ code: 'unreachable' })
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), Math.max(ms, 1))
  try {
    const response = await outgoing(addressOf(credentials, request), {
      method: request.method,
      headers: { Accept: 'application/json', ...contentType(request), ...headers },
      body: encodeBody(request),
      fresh: !request.repeatable,
      signal: abort.signal,
    })
    const text = await readBody(response, MAX_BYTES)
    return judge(circuit, response.status, response.headers.get('Retry-After'), text)
  } catch (error) {
    const failure = abort.signal.aborted ? ({ code: 'timeout' } as const) : failureOfException(error)
    if (failure.code !== 'forbidden-address')
      circuit.failed(failure.code === 'timeout' ? 'timeout' : 'trouble')
    return fail(failure)
  } finally {
    clearTimeout(timer)
  }
}

/** Null when the private key is none; why stays unsaid, since the error could carry a part of it. */
async function authorize(
  credentials: Credentials,
  now: () => number,
): Promise<Record<string, string> | null> {
  try {
    return await authorizeRequest(credentials, new Date(now()))
  } catch {
    return null
  }
}

function judge(
  circuit: Circuit,
  status: number,
  retryAfter: string | null,
  text: string | null,
): Result<unknown, PlatformFailure> {
  const body = text === null ? undefined : parse(text)
  if (status >= 200 && status < 300) {
    if (body === undefined) {
      circuit.failed('trouble')
      return fail({ code: 'bad-answer', status })
    }
    circuit.succeeded()
    return ok(body)
  }
  if (status >= 500) circuit.failed('trouble')
  else circuit.succeeded()
  return fail(failureOfAnswer({ status, body, retryAfter }))
}

/** How long to wait before asking again; null when it must not be. */
function waitBefore(
  failure: PlatformFailure,
  { repeatable }: PlatformRequest,
  attempt: number,
  random: () => number,
): number | null {
  const backOff = BACK_OFF_MS * 2 ** (attempt - 1) * (0.5 + random())
  if (failure.code === 'too-many') return Math.max((failure.retryAfterSeconds ?? 0) * 1000, backOff)
  const lost = failure.code === 'unreachable' || failure.code === 'timeout' || failure.code === 'bad-answer'
  return repeatable && lost ? backOff : null
}

function addressOf(credentials: Credentials, { path, query }: PlatformRequest): URL {
  const url = new URL(apiAddress(credentials))
  const base = url.pathname.replace(/\/+$/, '')
  // The one sign of an id that encoding would change is `=`, which is itself in a path.
  const segments = path.map((segment) => encodeURIComponent(segment).replaceAll('%3D', '='))
  url.pathname = `${base}/${segments.join('/')}`
  url.search = new URLSearchParams(query).toString()
  return url
}

function contentType({ body }: PlatformRequest): Record<string, string> {
  if (!body) return {}
  return { 'Content-Type': 'json' in body ? 'application/json' : 'application/x-www-form-urlencoded' }
}

function encodeBody({ body }: PlatformRequest): string | null {
  if (!body) return null
  return 'json' in body ? JSON.stringify(body.json) : new URLSearchParams(body.form).toString()
}

/** An empty body is an answer too; undefined means that it is none. */
function parse(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the caller says so as `bad-answer`, or goes by the status alone.
    return undefined
  }
}
