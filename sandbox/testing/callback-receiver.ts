import { createServer } from 'node:http'
import { listen } from '../http-server.ts'

export type ReceivedCallback = { body: Record<string, unknown>; text: string; authorization: string }

/** A customer's server that takes callbacks. */
export type CallbackReceiver = {
  url: string
  received: ReceivedCallback[]
  /** What it answers from now on. */
  answer: (status: number) => void
  close: () => Promise<void>
}

export const startCallbackReceiver = async (): Promise<CallbackReceiver> => {
  const received: ReceivedCallback[] = []
  let status = 200
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      received.push({ body: JSON.parse(text), text, authorization: request.headers.authorization ?? '' })
      response.writeHead(status).end()
    })
  })
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/callbacks`
  return {
    url,
    received,
    answer: (next) => {
      status = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
