import 'server-only'

/** The body of somebody's answer as text, or null when it goes beyond the limit, in bytes; rejects when it breaks off. */
export async function readBody(response: Response, maxBytes: number): Promise<string | null> {
  if (!response.body) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body) {
    size += part.byteLength
    if (size > maxBytes) return null // leaving the loop cancels the rest
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
