import 'server-only'
import { log } from '#lib/system/log.ts'
import type { Result } from '#lib/system/result.ts'
import type { Accepted, CallbackFailure } from './receive-callback.ts'

/** A failure's status and its words for whoever reads the platform's delivery log. One without words does not compile. */
const REPLIES: Record<CallbackFailure, { status: number; message: string }> = {
  'too-large': { status: 413, message: 'A callback is at most 64 KiB.' },
  'too-slow': { status: 408, message: 'The body did not come within 10 seconds.' },
  encoded: { status: 415, message: 'The body must not be compressed.' },
  'broken-off': { status: 400, message: 'The body broke off.' },
  'unknown-project': { status: 404, message: 'Not found.' },
  unsigned: { status: 401, message: 'The callback is not signed.' },
  'bad-signature': { status: 401, message: 'The signature does not hold.' },
  'wrong-project': { status: 401, message: 'The signature is of another project.' },
  'other-body': { status: 401, message: 'The signature is of another body.' },
  'from-the-future': { status: 401, message: 'The signature is from the future: check the clocks.' },
  'too-old': { status: 401, message: 'The signature is too old.' },
  replayed: { status: 401, message: 'The signature is too old for a callback that has been received.' },
  'not-json': { status: 400, message: 'The body is not JSON.' },
  'too-deep': { status: 400, message: 'The body is nested too deeply.' },
  'not-a-callback': { status: 400, message: 'The body is not a callback: it names no session.' },
  refused: { status: 422, message: 'The callback cannot be stored.' },
  unavailable: { status: 503, message: 'It could not be stored just now. Send it again.' },
}

/** The platform takes exactly 200 for an answer; everything else it sends again, later and later, for a day. */
export function callbackReply(
  received: Result<Accepted, CallbackFailure>,
  about: { project: string; requestId: string },
): Response {
  if (received.ok) {
    const { kind, known } = received.value
    if (!known) log.warn({ ...about, kind }, 'callback of an unknown kind was kept')
    return Response.json({ received: true })
  }
  const { status, message } = REPLIES[received.failure]
  log.warn({ ...about, failure: received.failure }, 'callback was not accepted')
  const headers: HeadersInit = status === 503 ? { 'Retry-After': '5' } : {}
  return Response.json({ code: received.failure, message, requestId: about.requestId }, { status, headers })
}
