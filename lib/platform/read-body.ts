import 'server-only'

/** The platform's largest answer is a list of a thousand recordings; whatever is longer is not its answer. */
const MAX_BYTES = 4 * 1024 * 1024

/** The body as text, or null when it goes beyond the limit; rejects when it breaks off. */
export async function readBody(response: Response): Promise<string | null> {
  if (!response.body) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body) {
    size += part.byteLength
    if (size > MAX_BYTES) return null // leaving the loop cancels the rest
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
