import 'server-only'
import type { Outgoing } from '#lib/platform/outgoing.ts'
import { readBody } from '#lib/system/read-body.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** Its keys and tokens are a few kilobytes; whatever is longer is no answer of a provider. */
const MAX_BYTES = 512 * 1024

export type Asking = { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }

/**
 * One question to the provider: no redirect is followed, nothing is kept, the answer is bounded in size and by the caller's
 * time. What went wrong is told by a word: its own text may hold what was sent.
 */
export async function askProvider(
  way: Outgoing,
  url: string,
  { method, headers = {}, body }: Asking,
  signal: AbortSignal,
): Promise<Result<unknown, 'away' | 'not-an-answer'>> {
  try {
    const response = await way(new URL(url), {
      method,
      headers: { Accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
      fresh: true, // a code is good for one question: it must not be lost on a connection that is no more
      signal,
    })
    const text = await readBody(response, MAX_BYTES)
    if (response.status !== 200 || text === null) return fail('not-an-answer')
    return ok(JSON.parse(text))
  } catch (error) {
    return fail(error instanceof SyntaxError ? 'not-an-answer' : 'away')
  }
}
