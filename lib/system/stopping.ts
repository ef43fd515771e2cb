import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { onceInProcess } from './global.ts'

const state = () => onceInProcess('stopping', () => ({ begun: false }))

/** Whether this process has been told to stop: it is not ready for anything new. */
export function isStopping(): boolean {
  return state().begun
}

/**
 * From here on every answer is the last one on its connection. The framework waits for all connections to end, and a sender
 * that keeps one busy (a load balancer, the platform) would keep the process for ever.
 */
export function beginStopping(): void {
  if (state().begun) return
  state().begun = true
  diagnostics.subscribe('http.server.request.start', (message) => {
    // The channel's documented message.
    const { response } = message as { response: ServerResponse }
    response.shouldKeepAlive = false
  })
}
