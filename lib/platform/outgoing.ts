import 'server-only'
import { lookup } from 'node:dns/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { onceInProcess } from '#lib/system/global.ts'
import { hostOf, judgeAddress, mayConnect, type OutgoingRules } from '#lib/system/outgoing-address.ts'
import { outgoingRules } from './outgoing-rules.ts'

export type OutgoingRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array | null
  /**
   * By a connection of its own. One that was kept may have been closed by the other side a moment ago, and then nobody knows
   * whether the request arrived: bearable only for what can be asked again.
   */
  fresh?: boolean
  signal: AbortSignal
}

/** Asks an address and gives its answer, as `fetch` would; it rejects where that may not or cannot be. */
export type Outgoing = (url: URL, request: OutgoingRequest) => Promise<Response>

/** Every address that a name has now. */
export type Resolve = (name: string) => Promise<{ address: string; family: number }[]>

/** `code` is how failureOfException knows it. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
  constructor() {
    super('This is not an address that Gavel connects to')
  }
}

/** An answer from elsewhere is not theirs, and what we send would go there. */
export class Redirected extends Error {
  constructor() {
    super('It answered with a redirect')
  }
}

const resolveAll: Resolve = (name) => lookup(name, { all: true })

/** The one way out to addresses that somebody gave us. */
export const outgoing: Outgoing = (url, request) =>
  onceInProcess('outgoing', () => createOutgoing(outgoingRules()))(url, request)

/**
 * Connects only to addresses that were judged: a name is resolved here, all it has is judged, and the socket goes to what was
 * judged, so that a name which answers differently a moment later gains nothing. No redirect is followed, no proxy of the
 * environment is used. Server name and Host stay those of the address as given.
 */
export function createOutgoing(rules: OutgoingRules, resolve: Resolve = resolveAll): Outgoing {
  // Sockets are kept by name and port, and each was opened to a judged address.
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  return async (url, request) => {
    // A file's address has a query, which is not judged; where it leads is.
    if (!judgeAddress(new URL(url.pathname, url.origin).href, rules).ok || url.username || url.password)
      throw new ForbiddenAddress()
    const secure = url.protocol === 'https:'
    const trusted = rules.origins.includes(url.origin)
    if (!trusted && isIP(hostOf(url)) && !mayConnect(hostOf(url), rules)) throw new ForbiddenAddress()
    const incoming = await send(secure ? https.request : http.request, url, request, {
      agent: request.fresh ? false : secure ? agents['https:'] : agents['http:'],
      lookup: lookupBy(trusted ? null : rules, resolve),
    })
    return answerOf(incoming)
  }
}

function send(
  open: typeof http.request,
  url: URL,
  { method = 'GET', headers = {}, body = null, signal }: OutgoingRequest,
  way: { agent: http.Agent | false; lookup: LookupFunction },
): Promise<http.IncomingMessage> {
  return new Promise((answered, reject) => {
    const request = open(url, {
      method,
      headers: { ...headers, 'Accept-Encoding': 'identity' },
      signal,
      ...way,
    })
    request.once('response', answered)
    request.on('error', reject) // also after the answer began: its body tells then
    request.end(body ?? undefined)
  })
}

/** Without rules (the sandbox, which the operator named) the name is only resolved. */
function lookupBy(rules: OutgoingRules | null, resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name).then(
      (found) => {
        const wanted = options.family === 4 || options.family === 6 ? options.family : null
        const [first] = wanted ? found.filter(({ family }) => family === wanted) : found
        if (rules && !found.every(({ address }) => mayConnect(address, rules)))
          return done(new ForbiddenAddress(), [])
        if (!first)
          return done(Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' }), [])
        return options.all ? done(null, found) : done(null, first.address, first.family)
      },
      (error) => done(error, []),
    )
  }
}

const WITHOUT_BODY = new Set([101, 204, 205, 304])

function answerOf(incoming: http.IncomingMessage): Response {
  const status = incoming.statusCode ?? 0
  if (status >= 300 && status < 400 && status !== 304) {
    incoming.destroy()
    throw new Redirected()
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  if (WITHOUT_BODY.has(status)) {
    incoming.resume()
    return new Response(null, { status, headers })
  }
  // The two declarations of the same class differ in their iterators only.
  const body = Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>
  return new Response(body, { status, headers })
}
