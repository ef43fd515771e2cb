import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ids at the platform. */
export type There = { session: string; connection: string; stream: string; archive?: string }

/** A platform with one session in which one person publishes, and a recording. It accepts what it is asked to do, and keeps what that was. */
export type CountingPlatform = {
  origin: string
  /** All it was told to do, as `DELETE /v2/…`; questions are none. */
  told: string[]
  stop(): Promise<void>
}

export async function countingPlatform(there: () => There | null): Promise<CountingPlatform> {
  const told: string[] = []
  const server = createServer(({ method, url = '' }, response) => {
    if (method !== 'GET') {
      told.push(`${method} ${url}`)
      return void response.writeHead(204).end()
    }
    const found = foundAt(url, there(), told)
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? {}))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo // it listens on a port: not a pipe
  return {
    origin: `http://127.0.0.1:${port}`,
    told,
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

/** Null where nothing is, or nothing any more. */
function foundAt(url: string, there: There | null, told: readonly string[]): unknown {
  if (!there) return null
  const { session, connection, stream, archive } = there
  if (archive && url.endsWith(`/archive/${archive}`))
    return told.includes(`DELETE ${url}`) ? null : film(archive)
  if (!url.includes(`/session/${session}/`)) return null
  if (/\/connection\b/.test(url))
    return listOf({ connectionId: connection, connectionState: 'Connected', createdAt: Date.now() })
  return /\/stream\b/.test(url) ? listOf({ id: stream, name: '', videoType: 'camera' }) : null
}

const listOf = (item: object) => ({ count: 1, items: [item] })
const film = (id: string) => ({
  ...{ id, sessionId: '1_Northlight', status: 'available', url: null },
  ...{ createdAt: Date.now() - 90_000, duration: 90, size: 4_096 },
})
