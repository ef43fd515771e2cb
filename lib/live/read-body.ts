import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'

export type BodyFailure = 'too-large' | 'too-slow' | 'encoded' | 'broken-off'
export type BodyLimits = { bytes: number; milliseconds: number }

/** What a callback may be: the platform's own are about one kilobyte, and come at once. */
export const CALLBACK_LIMITS: BodyLimits = { bytes: 64 * 1024, milliseconds: 10_000 }

/**
 * A request's body, byte for byte, within limits that are kept before anything looks into it. A compressed body is
 * refused: what it unpacks to has no limit, and it is not what was signed.
 */
export async function readBody(
  request: Request,
  limits = CALLBACK_LIMITS,
): Promise<Result<Uint8Array, BodyFailure>> {
  if (request.headers.has('content-encoding')) return fail('encoded')
  if (Number(request.headers.get('content-length')) > limits.bytes) return fail('too-large')
  if (!request.body) return ok(new Uint8Array())
  const reader = request.body.getReader()
  const deadline = setTimeout(() => void cancel('too-slow'), limits.milliseconds)
  let given: BodyFailure | undefined
  const cancel = async (failure: BodyFailure) => {
    given = failure
    await reader.cancel().catch(() => {}) // the sender is gone, which is what was wanted
  }
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength
      if (size > limits.bytes) await cancel('too-large')
      else chunks.push(part.value)
    }
    return given ? fail(given) : ok(Buffer.concat(chunks))
  } catch {
    return fail(given ?? 'broken-off')
  } finally {
    clearTimeout(deadline)
  }
}
