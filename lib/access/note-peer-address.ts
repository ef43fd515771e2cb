import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { onceInProcess } from '#lib/system/global.ts'
import { PEER_HEADER } from './client-address.ts'

/**
 * Route handlers and actions are not told whose socket a request came by, and the framework takes a forged
 * X-Forwarded-For for it. So each request is given the socket's address when it arrives, before anybody else reads it.
 */
export function notePeerAddress(): void {
  onceInProcess('peer-address', () =>
    diagnostics.subscribe('http.server.request.start', (message) => {
      // The channel's documented message.
      const { request } = message as { request: IncomingMessage }
      request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
    }),
  )
}
