import type { IncomingMessage } from 'node:http'

const MAX_BYTES = 64 * 1024

/** The whole body, or null when it is longer than any honest one. */
export const readBody = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > MAX_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
