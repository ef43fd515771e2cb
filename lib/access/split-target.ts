import 'server-only'

/**
 * Path and host of what stands in a request line. A whole address means its path, and a host that outweighs the header (RFC
 * 9112, 3.2.2); what is neither a path nor an address of the web gets a host that nobody has.
 */
export function splitTarget(target: string): { path: string; host: string | null } {
  if (target.startsWith('/')) return { path: readable(target), host: null }
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  if (host === undefined) return { path: '/', host: target === '*' ? null : '' }
  return { path: readable(rest.startsWith('/') ? rest : `/${rest}`), host }
}

/** Half a character in an address breaks the framework where no proxy of ours runs; nothing of ours has such an address. */
function readable(path: string): string {
  try {
    decodeURIComponent(path.split('?', 1)[0] ?? '')
    return path
  } catch {
    return '/unreadable'
  }
}
