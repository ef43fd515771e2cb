import 'server-only'
import { isIP } from 'node:net'

/** Set on every request by `prepareRequests`, over whatever came in under this name. */
export const PEER_HEADER = 'x-gavel-peer'

/**
 * The address a request came from. X-Forwarded-For is believed only when the connection itself comes from the one proxy
 * that is named in the settings, and then only its last entry: all others were written by the client.
 */
export function clientAddress(headers: Headers, trustedProxy: string | undefined): string | null {
  const peer = bareAddress(headers.get(PEER_HEADER))
  if (peer === null || trustedProxy === undefined || peer !== trustedProxy) return peer
  return bareAddress(headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? null) ?? peer
}

function bareAddress(text: string | null): string | null {
  const bare = text?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  return isIP(bare) ? bare : null
}
