import 'server-only'
import { isIP } from 'node:net'

/** Whether a host, as a socket takes it (`hostOf`), is this very machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
