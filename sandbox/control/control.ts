/**
 * The sandbox's own HTTP, under `/_sandbox/`: never part of what it imitates. Only from this machine, only
 * for programs: a request that a web page could have sent (it bears an Origin), or that reached us under a
 * foreign host name, is refused.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Archives } from '../archives/archives.ts'
import { type Faults, faultSchema } from '../faults/faults.ts'
import type { Platform } from '../platform/platform.ts'
import { type Answer, empty, refusal } from '../rest/answer.ts'
import { readBody } from '../rest/read-body.ts'
import type { CastRegistry } from './cast-registry.ts'
import { overviewPage } from './overview-page.ts'
import { keepRecentEvents } from './recent-events.ts'
import { stateView } from './state-view.ts'

const CONTROL_PATH = '/_sandbox/'

/** The control's own addresses, and the page at the root for whoever looks in. */
export const isControl = (path: string): boolean =>
  path.startsWith(CONTROL_PATH) || path.split('?')[0] === '/'

export type ControlOptions = {
  platform: Platform
  archives: Archives
  faults: Faults
  cast: CastRegistry
  /** False when there are no people to hear it. */
  cue: (name: string) => boolean
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const OWN_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

const isLocalProgram = (request: IncomingMessage): boolean =>
  LOOPBACK.test(request.socket.remoteAddress ?? '') &&
  OWN_HOST.test(request.headers.host ?? '') &&
  request.headers.origin === undefined

const isUnder = ({ url = '' }: IncomingMessage): boolean => url.startsWith(CONTROL_PATH)

const cueSchema = z.strictObject({ name: z.string().min(1).max(64) })

const parse = <T>(schema: z.ZodType<T>, body: Buffer): T | null => {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')))
  } catch {
    // Not JSON or not of this shape: the caller answers 400.
    return null
  }
}

const addFault = ({ faults }: ControlOptions, body: Buffer): Answer => {
  const fault = parse(faultSchema, body)
  if (!fault) return refusal(400, 'Not a fault: see sandbox/faults/faults.ts')
  return { status: 201, body: { id: faults.add(fault) } }
}

const takeFault = (faults: Faults, call: string): Answer => {
  const id = /^DELETE faults\/([0-9a-f-]{36})$/.exec(call)?.[1]
  return id !== undefined && faults.remove(id) ? empty : refusal(404, 'No such control')
}

const giveCue = ({ cue }: ControlOptions, body: Buffer): Answer => {
  const asked = parse(cueSchema, body)
  if (!asked) return refusal(400, 'A cue is { name }')
  return cue(asked.name) ? empty : refusal(409, 'There are no simulated people')
}

const answer = (options: ControlOptions, call: string, body: Buffer): Answer => {
  const { platform, archives, faults, cast } = options
  switch (call) {
    case 'GET state':
      return { status: 200, body: stateView(platform, archives) }
    case 'GET cast':
      return { status: 200, body: cast.read() }
    case 'GET faults':
      return { status: 200, body: faults.list() }
    case 'POST faults':
      return addFault(options, body)
    case 'DELETE faults':
      faults.clear()
      return empty
    case 'POST cue':
      return giveCue(options, body)
    default:
      return takeFault(faults, call)
  }
}

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

export const createControl = (options: ControlOptions) => {
  const { platform, faults, cast } = options
  const recent = keepRecentEvents(platform)
  const page = (response: ServerResponse): void => {
    const overview = { platform, cast: cast.read(), recent: recent(), faults: faults.list() }
    response.writeHead(200, PAGE_HEADERS).end(overviewPage(overview))
  }
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = (request.url ?? '').slice(CONTROL_PATH.length).split('?')[0]
    const body = await readBody(request)
    const allowed = isLocalProgram(request)
    if (allowed && request.method === 'GET' && !isUnder(request)) return page(response)
    const { status, body: content } = !allowed
      ? refusal(403, 'Only programs on this machine control the sandbox')
      : body === null
        ? refusal(413, 'The request is too long')
        : answer(options, `${request.method} ${name}`, body)
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(content === undefined ? undefined : JSON.stringify(content))
  }
}
