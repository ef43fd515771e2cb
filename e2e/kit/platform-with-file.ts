import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlatformArchive, PlatformClient } from '#lib/platform/model.ts'
import type { Outgoing } from '#lib/platform/outgoing.ts'
import { fail, ok } from '#lib/system/result.ts'
import { aRecording, scriptedPlatform } from './scripted-platform.ts'

/**
 * A platform that has one recording, whose file lies on an HTTP server of its own and can be deleted once. Who is in this process
 * asks `client()`, another process asks the same by HTTP.
 */
export type PlatformWithFile = {
  /** Where it is asked by HTTP. */
  origin: string
  bytes: Buffer
  /** What it says that the file has; null: what it has. */
  size: number | null
  /** Deletions that had an effect. */
  deleted: number
  /** Deletions that were asked for by HTTP, with an effect or without. */
  deletionsAsked: number
  /** Bytes that were sent so far, of all answers. */
  sent: number
  /** Breaks each answer off after so many bytes; null: never. */
  breaksAfter: number | null
  status: PlatformArchive['status']
  /** Asked by HTTP it answers that it has trouble of its own. */
  troubled: boolean
  client(): PlatformClient
  ask: Outgoing
  stop(): Promise<void>
}

export async function platformWithFile(platformId: string, bytes: Buffer): Promise<PlatformWithFile> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/v2/project/')) return answerApi(response, request.method)
    if (at.bytes.byteLength === 0 && request.headers.range)
      return void response.writeHead(416, { 'content-range': 'bytes */0' }).end()
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const part = from === undefined ? at.bytes : at.bytes.subarray(Number(from), Number(to) + 1)
    response.writeHead(from === undefined ? 200 : 206, {
      'content-type': 'video/mp4',
      'content-length': part.byteLength,
      ...(from === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${at.bytes.byteLength}` }),
    })
    const whole = at.breaksAfter === null || part.byteLength <= at.breaksAfter
    at.sent += part.byteLength
    if (whole) response.end(part)
    else response.write(part.subarray(0, at.breaksAfter ?? 0), () => response.destroy())
  })
  const origin = await listen(server)
  const recording = () => ({ status: at.status, url: `${origin}/file`, size: at.size ?? at.bytes.length })
  function answerApi(response: ServerResponse, method: string | undefined): void {
    if (method === 'DELETE') at.deletionsAsked++
    if (at.troubled) return void response.writeHead(500).end()
    if (at.deleted > 0) return void response.writeHead(404).end()
    if (method === 'DELETE') {
      at.deleted++
      return void response.writeHead(204).end()
    }
    const session = { sessionId: '1_Northlight', createdAt: Date.now(), duration: 60 }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id: platformId, ...session, ...recording() }))
  }
  const at: PlatformWithFile = {
    origin,
    bytes,
    size: null,
    deleted: 0,
    deletionsAsked: 0,
    sent: 0,
    breaksAfter: null,
    status: 'available',
    troubled: false,
    client: () => ({
      ...scriptedPlatform(() => ({ connections: [], streams: [] })),
      getArchive: async () =>
        at.deleted > 0 ? fail({ code: 'already-gone' as const }) : ok(aRecording(platformId, recording())),
      deleteArchive: async () => {
        if (at.deleted > 0) return fail({ code: 'already-gone' as const })
        at.deleted++
        return ok(null)
      },
    }),
    ask: (url, { method = 'GET', headers = {}, signal }) => fetch(url, { method, headers, signal }),
    stop: () => new Promise((done) => server.close(() => done())),
  }
  return at
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port: not a pipe
}
