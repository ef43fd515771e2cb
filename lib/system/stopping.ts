import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { onceInProcess } from './global.ts'

/** How long requests that have begun may take from then on: shorter than the ten seconds after which a container may be killed. */
const FINISH_MS = 8_000

type State = { begun: boolean; readonly open: Set<Socket>; readonly works: (() => void)[] }

const state = () => onceInProcess('stopping', (): State => ({ begun: false, open: new Set(), works: [] }))

/** Whether this process has been told to stop: it is not ready for anything new. */
export function isStopping(): boolean {
  return state().begun
}

/** Does this when the process is told to stop; at once when it was told while it was still starting. */
export function whenStopping(work: () => void): void {
  const { begun, works } = state()
  if (begun) work()
  else works.push(work)
}

/**
 * Once this process is told to stop, every answer is the last one on its connection. The framework waits for all connections to end,
 * and a sender that keeps one busy (a load balancer, the platform) would keep the process for ever. So would a connection on which
 * nobody asks (browsers open some ahead) and an answer that nobody reads: what is left after a while is broken off.
 */
export function stopWhenTold(): void {
  onceInProcess('stop-when-told', () => {
    diagnostics.subscribe('net.server.socket', noteConnection)
    process.once('SIGTERM', begin)
    process.once('SIGINT', begin)
    return true
  })
}

function noteConnection(message: unknown): void {
  const { socket } = message as { socket: Socket } // the channel's documented message
  const { open } = state()
  open.add(socket)
  socket.once('close', () => open.delete(socket))
}

function begin(): void {
  const stopping = state()
  if (stopping.begun) return
  stopping.begun = true
  diagnostics.subscribe('http.server.request.start', (message) => {
    // The channel's documented message.
    const { response } = message as { response: ServerResponse }
    response.shouldKeepAlive = false
  })
  for (const work of stopping.works) work()
  setTimeout(() => {
    for (const socket of stopping.open) socket.destroy()
  }, FINISH_MS).unref()
}
