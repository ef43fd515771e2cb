import type { Trouble } from './connection-state.ts'

/** The SDK's names for why connecting failed; all others mean that the platform could not be reached. */
const BY_NAME: Record<string, Trouble> = {
  OT_AUTHENTICATION_ERROR: 'refused',
  OT_INVALID_SESSION_ID: 'ended',
  OT_CONNECTION_LIMIT_EXCEEDED: 'full',
  OT_TERMS_OF_SERVICE_FAILURE: 'not-allowed',
  OT_NOT_SUPPORTED: 'unsupported',
  OT_UNSUPPORTED_BROWSER: 'unsupported',
}

/** What an error of `session.connect` means for the person. */
export function troubleOfError(name: string): Trouble {
  return BY_NAME[name] ?? 'unreachable'
}

/** What the end of a connection means, or null when we ended it ourselves. */
export function troubleOfEnd(reason: string): Trouble | null {
  if (reason === 'clientDisconnected') return null
  if (reason === 'forceDisconnected') return 'removed'
  return 'unreachable' // cut off, moved to another server, or idle too long: a new connection is the way on
}
