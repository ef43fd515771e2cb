import 'server-only'

/** Whether an address is this very machine's. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host ?? '')
}
