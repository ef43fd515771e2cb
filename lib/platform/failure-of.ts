import type { PlatformFailure, PlatformFailureCode } from './model.ts'

/** What an answer outside 2xx means. */
export function failureOfAnswer(answer: {
  status: number
  body: unknown
  retryAfter: string | null
}): PlatformFailure {
  const platformCode = codeIn(answer.body)
  const retryAfterSeconds = secondsIn(answer.retryAfter)
  return {
    code: codeOfStatus(answer.status),
    status: answer.status,
    ...(platformCode === null ? {} : { platformCode }),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    ...(mayHaveBeenDone(answer) ? { inDoubt: true } : {}),
  }
}

/** Whether what was asked may have happened although it was not answered as done. */
export function leavesDoubt({ code, inDoubt }: PlatformFailure): boolean {
  return inDoubt === true || code === 'timeout' || code === 'bad-answer'
}

/**
 * A platform in trouble may have done it before it broke, or something between us may have given up waiting for it. Only
 * "not implemented", and "not now" with a time to come back, say that it was not done.
 */
function mayHaveBeenDone({ status, retryAfter }: { status: number; retryAfter: string | null }): boolean {
  return status >= 500 && status !== 501 && !(status === 503 && retryAfter !== null)
}

/** What an exception of asking or of reading the body means: was it sent at all, or did the answer break off? */
export function failureOfException(error: unknown): PlatformFailure {
  if (error instanceof Error && error.name === 'AbortError') return { code: 'timeout' }
  const code = codeOfError(error)
  if (code === 'FORBIDDEN_ADDRESS') return { code: 'forbidden-address' }
  return { code: NEVER_SENT.has(code) ? 'unreachable' : 'bad-answer' }
}

function codeOfStatus(status: number): PlatformFailureCode {
  if (status >= 500) return 'unreachable'
  switch (status) {
    case 401:
    case 403:
      return 'bad-credentials'
    case 404:
      return 'not-found'
    case 405:
      return 'not-permitted'
    case 408: // this platform's answer to an id that is none
      return 'bad-id'
    case 409:
      return 'conflict'
    case 429:
      return 'too-many'
    default:
      return 'refused'
  }
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Several addresses that were tried one after the other fail as one error, with the same code as each. */
function codeOfError(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function codeIn(body: unknown): number | null {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return typeof code === 'number' ? code : null
}

/** Seconds; the form with a date is not the platform's. */
function secondsIn(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) : null
}
