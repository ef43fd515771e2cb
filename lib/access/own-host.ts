import 'server-only'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Whether the name by which a request came is the one that is configured. A foreign name that points here (DNS rebinding) would
 * make its pages ours to a browser. The names of this very machine stand for each other: nobody else can have them.
 */
export function isOwnHost(host: string | null, gavelUrl: string): boolean {
  const own = new URL(gavelUrl)
  if (host === null || /[^\w.:[\]-]/.test(host)) return false
  const asked = URL.parse(`${own.protocol}//${host}`)
  if (asked === null || asked.port !== own.port) return false
  return asked.hostname === own.hostname || [asked, own].every(({ hostname }) => LOOPBACK.test(hostname))
}

/**
 * Where a page that was opened under another name of this machine belongs: cookies, passkeys and the form's origin are good for
 * the configured name alone, so that signing in here would end in a refusal. Null where it is asked by its own name.
 */
export function atOwnHost(host: string | null, { pathname, search }: URL, gavelUrl: string): URL | null {
  const own = new URL(gavelUrl)
  if (URL.parse(`${own.protocol}//${host}`)?.host === own.host) return null
  // Set one by one: put together as text, a path that begins with two slashes would name another host.
  own.pathname = pathname
  own.search = search
  return own
}
