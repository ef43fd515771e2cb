import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { onceInProcess } from '#lib/system/global.ts'

/**
 * A request line may name a whole address, as one to a proxy does; the framework takes that for a path and answers with a
 * redirect to it. The protocol says what it means instead (RFC 9112, 3.2.2): the path, and a host that outweighs the header.
 */
export function readTargets(): void {
  onceInProcess('request-targets', () =>
    diagnostics.subscribe('http.server.request.start', (message) => {
      // The channel's documented message.
      const { request } = message as { request: IncomingMessage }
      const target = splitTarget(request.url ?? '/')
      request.url = target.path
      if (target.host !== null) request.headers.host = target.host
    }),
  )
}

/** Path and host of what stands in a request line; a host that is none for what is no path and no address of the web. */
export function splitTarget(target: string): { path: string; host: string | null } {
  if (target.startsWith('/')) return { path: target, host: null }
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  if (host === undefined) return { path: '/', host: target === '*' ? null : '' }
  return { path: rest.startsWith('/') ? rest : `/${rest}`, host }
}
