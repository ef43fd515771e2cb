import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { onceInProcess } from '#lib/system/global.ts'
import { PEER_HEADER } from './client-address.ts'

/** A door that limits its own body answers within ten seconds; this is for whatever is sent elsewhere. */
const BODY_SECONDS = 15

type Arrived = { readonly request: IncomingMessage; readonly response: ServerResponse }

/** What is done to every request when it arrives, before the framework reads it. */
export function prepareRequests(): void {
  onceInProcess('prepare-requests', () =>
    diagnostics.subscribe('http.server.request.start', (message) => {
      const arrived = message as Arrived // the channel's documented message
      notePeerAddress(arrived)
      keepToOurselves(arrived)
      dropBrokenState(arrived)
      limitBody(arrived)
    }),
  )
}

/**
 * Route handlers and actions are not told whose socket a request came by, and the framework takes a forged
 * X-Forwarded-For for it. So each request is given the socket's address.
 */
function notePeerAddress({ request }: Arrived): void {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
}

/** `GET http://elsewhere/x` is for proxies, which we are not: the framework would send the browser on to `elsewhere`. */
function keepToOurselves({ request }: Arrived): void {
  if (request.url?.startsWith('/')) return
  const url = URL.parse(request.url ?? '')
  request.url = url ? url.pathname + url.search : '/'
}

const ROUTER_STATE = 'next-router-state-tree'

/** The framework takes it for its own script's and fails on anything else; without it the whole page is sent. */
function dropBrokenState({ request }: Arrived): void {
  const state = request.headers[ROUTER_STATE]
  if (state !== undefined && !isEncodedList(String(state))) delete request.headers[ROUTER_STATE]
}

function isEncodedList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(decodeURIComponent(text)))
  } catch {
    return false
  }
}

/** Whoever sends a body byte by byte holds a place for nothing. */
function limitBody({ request, response }: Arrived): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, BODY_SECONDS * 1_000)
  timer.unref()
  response.once('close', () => clearTimeout(timer))
}
