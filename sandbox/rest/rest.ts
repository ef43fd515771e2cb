import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Archives } from '../archives/archives.ts'
import type { Faults } from '../faults/faults.ts'
import type { Platform } from '../platform/platform.ts'
import { type Answer, refusal } from './answer.ts'
import { applyFault } from './apply-fault.ts'
import { archiveRoutes } from './archives.ts'
import { authorize } from './authorize.ts'
import { connectionRoutes } from './connections.ts'
import { createSessionRoute } from './create-session.ts'
import { readBody } from './read-body.ts'
import { jsonBody, type OpenCall, type RestContext, type Route } from './route.ts'
import { sessionInfoRoute } from './session-info.ts'
import { signalRoutes } from './signals.ts'
import { streamRoutes } from './streams.ts'

const ROUTES: readonly Route[] = [
  createSessionRoute,
  sessionInfoRoute,
  ...streamRoutes,
  ...connectionRoutes,
  ...signalRoutes,
  ...archiveRoutes,
]

/** Browsers call session info and telemetry from any page. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'X-OPENTOK-AUTH, X-TB-VERSION, X-TB-CLIENT-VERSION, X-TB-CONNECTIONID, X-TB-TOKEN-AUTH, Content-Type',
  'Access-Control-Max-Age': '600',
}

export const TELEMETRY_PATH = '/telemetry'
/** What the browser's SDK puts behind `loggingURL`; for pages that give it this address alone. */
const SDK_TELEMETRY = /^\/logging\/Client/

export type RestOptions = { platform: Platform; archives: Archives; faults: Faults }

const write = (response: ServerResponse, { status, body, headers }: Answer): void => {
  if (body === undefined) {
    response.writeHead(status, { ...CORS, ...headers }).end()
    return
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { ...CORS, 'Content-Type': 'application/json', ...headers }).end(text)
}

const run = async (context: RestContext, route: Route, call: OpenCall): Promise<Answer> => {
  if ('open' in route) return route.open(context, call)
  const identity = context.platform.identity(call.params[0] ?? '')
  if (!identity || !(await authorize(context.platform, identity, call.headers))) {
    return refusal(403, 'Invalid token')
  }
  if (call.body.length > 0 && jsonBody(call) === null) return refusal(400, 'Invalid JSON')
  return route.run(context, { ...call, identity })
}

const answer = async (context: RestContext, request: IncomingMessage, url: URL): Promise<Answer> => {
  const found = ROUTES.flatMap((route) => {
    const match = route.path.exec(url.pathname)
    return match ? [{ route, params: match.slice(1).map(safeDecode) }] : []
  })
  if (found.length === 0) return refusal(404, 'No such resource')
  const chosen = found.find(({ route }) => route.method === request.method)
  if (!chosen) return refusal(405, 'The resource does not know this method')
  const body = await readBody(request)
  if (!body) return refusal(413, 'The request is too long')
  const { params } = chosen
  return run(context, chosen.route, { params, query: url.searchParams, headers: request.headers, body })
}

/** A segment as meant, or one that matches no ID when its escapes are broken. */
const safeDecode = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Broken escapes name nothing; the route answers that the ID is bad.
    return '%'
  }
}

/** Answers everything that is not the sandbox's own control. */
export const createRest = ({ platform, archives, faults }: RestOptions) => {
  return async (request: IncomingMessage, response: ServerResponse, baseUrl: string): Promise<void> => {
    const url = URL.parse(request.url ?? '/', baseUrl)
    if (!url) return write(response, refusal(400, 'Invalid address'))
    if (request.method === 'OPTIONS') return write(response, { status: 204 })
    if (url.pathname.startsWith(TELEMETRY_PATH) || SDK_TELEMETRY.test(url.pathname)) {
      request.resume()
      return write(response, { status: 200, body: {} })
    }
    const fault = faults.forRest(request.method ?? 'GET', url.pathname)
    if (fault && !(await applyFault(fault, response))) return
    if (await archives.serveFile(request, response, url)) return
    write(response, await answer({ platform, archives, baseUrl }, request, url))
  }
}
