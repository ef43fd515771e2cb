import 'server-only'

/**
 * Whether the name by which a request came is the one that is configured. Nothing of ours reads the name; a library or a
 * cache in front might, and a page served under somebody else's name is theirs to a browser.
 */
export function isOwnHost(host: string | null, gavelUrl: string): boolean {
  const own = new URL(gavelUrl)
  if (host === null || /[^\w.:[\]-]/.test(host)) return false
  return URL.parse(`${own.protocol}//${host}`)?.host === own.host
}
