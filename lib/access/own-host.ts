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
