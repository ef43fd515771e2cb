import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type ReceivedWebhook = {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
  readonly body: string
  /** When it came, by this process's clock. */
  readonly at: number
}

/** What a receiver does with a message: answers, says nothing, hangs up, or answers without an end. */
export type Behaviour = number | 'hang' | 'hang-up' | 'endless' | 'redirect'

export type WebhookReceiver = {
  readonly url: string
  readonly received: readonly ReceivedWebhook[]
  behave(as: Behaviour): void
  /** Bytes of an endless answer that left it. */
  readonly taken: number
  close(): Promise<void>
}

/** A program that is told of alerts, on loopback. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let behaviour: Behaviour = 200
  let taken = 0
  const server = createServer(async (request, response) => {
    received.push(await messageOf(request))
    answer(response, behaviour, (bytes) => {
      taken += bytes
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port by the line above
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    received,
    behave: (as) => {
      behaviour = as
    },
    get taken() {
      return taken
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function messageOf(request: IncomingMessage): Promise<ReceivedWebhook> {
  const head = (name: string) => String(request.headers[name] ?? '')
  return {
    id: head('webhook-id'),
    timestamp: head('webhook-timestamp'),
    signature: head('webhook-signature'),
    body: await text(request),
    at: performance.now(),
  }
}

function answer(response: ServerResponse, behaviour: Behaviour, took: (bytes: number) => void): void {
  if (behaviour === 'hang') return
  if (behaviour === 'hang-up') return void response.destroy()
  if (behaviour === 'redirect')
    return void response.writeHead(307, { Location: 'http://127.0.0.1:1/elsewhere' }).end()
  if (behaviour !== 'endless') return void response.writeHead(behaviour).end('a word that nobody reads')
  response.writeHead(500)
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const more = () => {
    while (!response.destroyed) {
      took(chunk.length)
      if (!response.write(chunk)) return void response.once('drain', more)
    }
  }
  more()
}

/** What docs/webhooks.md tells a receiver to do. */
export function isFrom(secret: string, { id, timestamp, body, signature }: ReceivedWebhook): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  const isFresh = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300
  return isFresh && signature.split(' ').some((one) => isEqual(expected, one))
}

function isEqual(expected: Buffer, signature: string): boolean {
  const given = Buffer.from(signature.replace('v1,', ''), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
