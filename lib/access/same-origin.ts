import 'server-only'
import type { Anyone } from './anyone.ts'

/**
 * Whether a request that changes something came from a page of ours. The framework's own check lets a request without
 * `Origin` through and believes X-Forwarded-Host, so the doors decide by what only a browser can say, and by the
 * configured address. When both headers are there, neither may speak against us.
 */
export function isSameOrigin(headers: Headers, gavelUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null && site !== 'same-origin') return false
  if (origin !== null) return origin === new URL(gavelUrl).origin
  return site === 'same-origin'
}

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The rule for route handlers: who changes something must be us; who reads must at least not be another site. */
export function mayEnterFrom(
  request: { method: string; headers: Headers },
  gavelUrl: string,
  door: Anyone | null,
): boolean {
  if (door?.caller === 'machine') return true
  if (!CHANGES_NOTHING.has(request.method)) return isSameOrigin(request.headers, gavelUrl)
  const site = request.headers.get('sec-fetch-site')
  return door !== null || site === null || site === 'same-origin' || site === 'none'
}
