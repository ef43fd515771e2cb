import 'server-only'
import pino from 'pino'
import { onceInProcess } from './global.ts'

/** Keys whose values never reach a log line, wherever they stand. */
const SECRET_KEYS = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'privateKey',
  'apiSecret',
  'code',
]

/** One JSON object per line. Give fields, not sentences with values in them; never a request's headers or body. */
export const log = onceInProcess('log', () =>
  pino({
    level: process.env.GAVEL_LOG_LEVEL ?? 'info',
    base: null,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[kept back]' },
    serializers: { error: describeError, err: describeError },
  }),
)

/** Class, message and code of an error; the stack only below `debug`, and never the properties a library hung on it. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { type: error.name, message: error.message, code, stack: error.stack }
}
