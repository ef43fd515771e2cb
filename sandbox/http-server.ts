import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Log } from './platform/platform.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse, baseUrl: string) => Promise<void>

export type HttpOptions = {
  control: Handler
  rest: Handler
  isControl: (path: string) => boolean
  log: Log
}

/** More than the clients of a full session and their servers need. */
const MAX_SOCKETS = 25_000
const HOST = /^[A-Za-z0-9.[\]:-]{1,255}$/

/** The address under which the client knows us: it may come through a forwarded port. */
const baseUrlOf = (request: IncomingMessage): string => {
  const { host = '' } = request.headers
  return HOST.test(host) ? `http://${host}` : `http://127.0.0.1:${request.socket.localPort}`
}

export const createHttpServer = ({ control, rest, isControl, log }: HttpOptions): Server => {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, (request, response) => {
    const handler = isControl(request.url ?? '') ? control : rest
    handler(request, response, baseUrlOf(request)).catch((error: unknown) => {
      // A client that went away in the middle is nothing to tell.
      if (request.destroyed && !response.writable) return
      log(`http: ${request.method} failed: ${error instanceof Error ? error.message : String(error)}`)
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' })
      response.end()
    })
  })
  server.maxConnections = MAX_SOCKETS
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

export const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
