/** What people say and hear: raptor messages in rumor frames, with the session's own prefix taken off the address. */
import { z } from 'zod'
import type { Frame } from '../../rumor/frame.ts'

export type Heard = {
  method: string
  /** What follows `/v2/partner/{key}/session/{id}`. */
  tail: string
  content: Record<string, unknown>
  reason: string | null
  /** The connection that caused it. */
  from: string
}

const bodySchema = z.object({
  method: z.string(),
  uri: z.string(),
  content: z.record(z.string(), z.unknown()).nullish(),
  reason: z.string().nullish(),
})

/** Reads a message of the platform; null for what is none. */
export const readMessage = (frame: Frame, prefix: string): Heard | null => {
  const parsed = bodySchema.safeParse(parseJson(frame.body))
  if (!parsed.success || !parsed.data.uri.startsWith(prefix)) return null
  const { method, uri, content, reason } = parsed.data
  return {
    method,
    tail: uri.slice(prefix.length),
    content: content ?? {},
    reason: reason ?? null,
    from: frame.headers['X-TB-FROM-ADDRESS'] ?? '',
  }
}

/** The parsed text, or null when it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
