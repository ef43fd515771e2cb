import 'server-only'
/** Set on every request by proxy.ts, over whatever came in under this name. */
export const PATH_HEADER = 'x-gavel-path'

/**
 * A place on this site to go to after signing in, or the first page: never another origin, whatever is written. Parsed
 * as a browser would parse it, since it is the browser that will follow it.
 */
export function safePath(wanted: unknown, gavelUrl: string): string {
  if (typeof wanted !== 'string' || wanted.length > 2_000) return '/live'
  const base = new URL(gavelUrl)
  const url = URL.parse(wanted, base)
  if (!url || url.origin !== base.origin || url.username || url.password) return '/live'
  const path = url.pathname + url.search + url.hash
  // `//host` is a path to the parser when an origin stands before it, and another site when it stands alone.
  if (path.startsWith('//') || /^\/(sign-in|setup|api)(\/|$|\?)/.test(path)) return '/live'
  return path
}
