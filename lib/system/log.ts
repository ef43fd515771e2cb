import 'server-only'
import pino from 'pino'
import { onceInProcess } from './global.ts'
import { logLine } from './log-line.ts'

/** One JSON object per line. Give fields, not sentences with values in them; never a request's headers or body. */
export const log = onceInProcess('log', () =>
  pino({
    level: process.env.GAVEL_LOG_LEVEL || 'info',
    base: null,
    serializers: { error: describeError, err: describeError },
    hooks: { streamWrite: logLine },
  }),
)

/**
 * Class, message, code and stack of an error, and the number by which a page that broke names it; never the properties that a
 * library hung on it. Its code is no secret, unlike what stands under `code` elsewhere.
 */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name: type, message, stack } = error
  return { type, message, errorCode: textOf(error, 'code'), digest: textOf(error, 'digest'), stack }
}

function textOf(error: Error, key: 'code' | 'digest'): string | undefined {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : undefined
}
