import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import type { Database } from '#lib/system/database.ts'
import { aProject } from './rows.ts'

/**
 * A platform of one session, asked by HTTP: it has people who can be sent away and recordings that can be stopped, each once, and
 * counts what it is asked and what of that had an effect.
 */
export type AnsweringPlatform = {
  readonly origin: string
  /** Who is there, by the platform's ids. */
  readonly people: Set<string>
  /** Recordings that run, by the platform's ids. */
  readonly recording: Set<string>
  /** Everything that it was asked: `GET archive`, `POST archive stop`. */
  readonly asked: readonly string[]
  /** What it did because it was asked. */
  readonly effects: number
  stop(): Promise<void>
}

export async function answeringPlatform(): Promise<AnsweringPlatform> {
  const asked: string[] = []
  const people = new Set<string>()
  const recording = new Set<string>()
  let effects = 0
  const did = (done: boolean): boolean => {
    if (done) effects++
    return done
  }
  const server = createServer((request, response) => {
    const { what, id, deed } = partsOf(request)
    asked.push([request.method, what, deed].filter(Boolean).join(' '))
    if (what === 'archive' && deed === 'stop' && !did(recording.delete(id))) return answer(response, 409)
    if (what === 'archive') return answer(response, 200, archive(id, recording.has(id)))
    if (request.method === 'DELETE') return answer(response, did(people.delete(id)) ? 204 : 404)
    const items = what === 'connection' ? [...people].map((one) => connection(one)) : []
    answer(response, 200, { count: items.length, items })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo // listening on a port by the line above
  return {
    origin: `http://127.0.0.1:${port}`,
    people,
    recording,
    asked,
    get effects() {
      return effects
    },
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

/** A project whose platform this is, with credentials of its own. */
export async function projectOn(db: Database, { origin }: AnsweringPlatform): Promise<string> {
  const { id } = await aProject(db)
  await db.project.update({ where: { id }, data: { apiUrl: origin } })
  const apiSecret = randomBytes(20).toString('hex')
  await db.$transaction((tx) => saveCredentials(tx, id, { apiSecret }, new Date()))
  return id
}

/** `/v2/project/<id>/archive/<id>/stop`, or `/v2/project/<id>/session/<id>/connection/<id>`. */
function partsOf({ url = '/' }: IncomingMessage): { what: string; id: string; deed: string } {
  const [, , , , first = '', ...rest] = new URL(url, 'http://platform').pathname.split('/')
  const [what = '', id = '', deed = ''] = first === 'session' ? rest.slice(1) : [first, ...rest]
  return { what, id, deed }
}

const archive = (id: string, runs: boolean) => ({
  id,
  sessionId: '1_Northlight',
  status: runs ? 'started' : 'stopped',
  createdAt: Date.now(),
  duration: 0,
})
const connection = (connectionId: string) => ({
  connectionId,
  connectionState: 'Connected',
  createdAt: Date.now() - 60_000,
})

function answer(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
