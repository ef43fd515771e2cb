import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { type Cast, castSchema } from './learn-cast.ts'

/** Asks the sandbox for its cast. */
export async function fetchCast(apiUrl: string): Promise<Result<Cast, 'unreachable' | 'bad-answer'>> {
  try {
    const signal = AbortSignal.timeout(3_000)
    const response = await fetch(new URL('/_sandbox/cast', apiUrl), {
      redirect: 'error',
      cache: 'no-store',
      signal,
    })
    const parsed = castSchema.safeParse(await response.json())
    return parsed.success ? ok(parsed.data) : fail('bad-answer')
  } catch {
    // It has not started yet, or starts again: whoever asks goes on asking.
    return fail('unreachable')
  }
}
