import 'server-only'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Whether a request was meant for us, by the name it was sent to. Another site that lets its own name point here (DNS
 * rebinding) would else be a page of ours to the browser. This machine's own names stand for each other.
 */
export function isOurHost(host: string | null, gavelUrl: string): boolean {
  const ours = new URL(gavelUrl)
  if (host?.toLowerCase() === ours.host) return true
  const asked = URL.parse(`${ours.protocol}//${host}`)
  if (!asked || asked.host !== host?.toLowerCase() || asked.port !== ours.port) return false
  return LOOPBACK.test(asked.hostname) && LOOPBACK.test(ours.hostname)
}
