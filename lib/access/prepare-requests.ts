import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { onceInProcess } from '#lib/system/global.ts'
import { PEER_HEADER } from './client-address.ts'
import { splitTarget } from './split-target.ts'

/** A little longer than callbacks are given by their own door. */
const BODY_MS = 12_000

/** What the framework tells itself by headers. From outside they would be somebody else's word about our own routing. */
const INTERNAL =
  /^(x-middleware-|x-invoke-|x-nextjs-|x-matched-path$|x-now-route-matches$|next-resume|x-prerender-)/

type Arriving = { request: IncomingMessage; response: ServerResponse; server: Server }

/** Makes each request what it should be when it arrives, before the framework or anybody else reads it. */
export function prepareRequests(): void {
  onceInProcess('prepare-requests', () =>
    diagnostics.subscribe('http.server.request.start', (message) => {
      const arriving = message as Arriving // the channel's documented message
      notePeer(arriving)
      readTarget(arriving)
      dropInternal(arriving)
      boundBody(arriving)
      takeNoUpgrades(arriving)
    }),
  )
}

/**
 * Route handlers and actions are not told whose socket a request came by, and the framework takes a forged
 * X-Forwarded-For for it.
 */
function notePeer({ request }: Arriving): void {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
}

/** A request line may name a whole address, which the framework takes for a path and answers with a redirect to it. */
function readTarget({ request }: Arriving): void {
  const { path, host } = splitTarget(request.url ?? '/')
  request.url = path
  if (host !== null) request.headers.host = host
}

function dropInternal({ request }: Arriving): void {
  for (const name of Object.keys(request.headers)) if (INTERNAL.test(name)) delete request.headers[name]
}

/**
 * We have no web sockets. The framework listens for them all the same, and keeps what it does not know open for ever with no
 * answer; without a listener such a request is one like every other. Its own tools while developing do need them.
 */
function takeNoUpgrades({ server }: Arriving): void {
  if (process.env.NODE_ENV === 'production') server.removeAllListeners('upgrade')
}

/** The framework reads a body to its end before a door sees the request: a byte a second would hold it for minutes. */
function boundBody({ request, response }: Arriving): void {
  if (request.headers['content-length'] === undefined && !request.headers['transfer-encoding']) return
  const timer = setTimeout(() => {
    if (request.complete || response.headersSent) return
    request.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    request.destroy()
  }, BODY_MS)
  request.once('close', () => clearTimeout(timer))
}
