import 'server-only'

/**
 * Path and host of what stands in a request line. A whole address means its path, and a host that outweighs the header (RFC
 * 9112, 3.2.2); what is neither a path nor an address of the web gets a host that nobody has.
 */
export function splitTarget(target: string): { path: string; host: string | null } {
  if (target.startsWith('/')) return { path: target, host: null }
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  if (host === undefined) return { path: '/', host: target === '*' ? null : '' }
  return { path: rest.startsWith('/') ? rest : `/${rest}`, host }
}
