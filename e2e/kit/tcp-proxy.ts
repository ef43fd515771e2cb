import { connect, createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What the line does; each can be changed while connections are open. */
export type Faults = {
  /** Before each piece, in both directions. */
  latencyMs: number
  /** Up to so much more, by `random`. */
  jitterMs: number
  /** Bytes a second in each direction of each connection; 0 stops the flow. */
  bytesPerSecond: number
  /** Nothing passes and nobody is told: a cable pulled out. */
  halfOpen: boolean
  /** New connections are reset at once. */
  refuse: boolean
  /** A connection is reset after so many bytes from the server. */
  cutAfterBytes: number
}

const HEALTHY: Faults = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  halfOpen: false,
  refuse: false,
  cutAfterBytes: Number.POSITIVE_INFINITY,
}

export type TcpProxy = {
  readonly port: number
  readonly connections: number
  set(faults: Partial<Faults>): void
  /** As at the beginning. What a half-open line swallowed stays lost. */
  heal(): void
  /** Resets (RST) every open connection. */
  reset(): void
  close(): Promise<void>
}

type Target = { readonly host: string; readonly port: number; readonly random?: () => number }

/** A line with faults, to put between the application and its database, its platform or a browser. */
export async function tcpProxy({ host, port, random = Math.random }: Target): Promise<TcpProxy> {
  const faults = { ...HEALTHY }
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (faults.refuse) return void client.resetAndDestroy()
    const upstream = connect({ host, port, allowHalfOpen: true })
    for (const socket of [client, upstream]) track(open, socket)
    const resetBoth = () => [client, upstream].forEach((socket) => void socket.resetAndDestroy())
    for (const socket of [client, upstream]) socket.on('error', resetBoth)
    const line = { faults, random }
    void carry(client, upstream, line).catch(resetBoth)
    void carry(upstream, client, {
      ...line,
      onBytes: (sent) => sent >= faults.cutAfterBytes && resetBoth(),
    }).catch(resetBoth)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const reset = () => open.forEach((socket) => void socket.resetAndDestroy())
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    get connections() {
      return open.size / 2
    },
    set: (changed) => void Object.assign(faults, changed),
    heal: () => void Object.assign(faults, HEALTHY),
    reset,
    close: () => {
      reset()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

type Line = { faults: Faults; random: () => number; onBytes?: (sent: number) => void }

async function carry(from: Duplex, to: Duplex, { faults, random, onBytes }: Line): Promise<void> {
  let sent = 0
  for await (const chunk of from) {
    if (!Buffer.isBuffer(chunk) || faults.halfOpen) continue
    const delay = faults.latencyMs + random() * faults.jitterMs
    if (delay > 0) await pause(delay)
    for (const piece of cut(chunk, faults)) {
      await untilFlowing(faults, piece.length)
      if (faults.halfOpen) break
      const allowed = onBytes ? piece.subarray(0, Math.max(0, faults.cutAfterBytes - sent)) : piece
      sent += piece.length
      if (!to.write(allowed)) await new Promise((drained) => to.once('drain', drained).once('close', drained))
      onBytes?.(sent)
    }
  }
  if (!faults.halfOpen) to.end()
}

/** Pieces of a tenth of a second, so that a slow line is slow evenly. */
function cut(chunk: Buffer, { bytesPerSecond }: Faults): Buffer[] {
  if (!Number.isFinite(bytesPerSecond) || bytesPerSecond <= 0) return [chunk]
  const size = Math.max(1, Math.floor(bytesPerSecond / 10))
  return Array.from({ length: Math.ceil(chunk.length / size) }, (_, i) =>
    chunk.subarray(i * size, (i + 1) * size),
  )
}

async function untilFlowing(faults: Faults, bytes: number): Promise<void> {
  while (faults.bytesPerSecond <= 0 && !faults.halfOpen) await pause(20)
  if (Number.isFinite(faults.bytesPerSecond)) await pause((bytes / faults.bytesPerSecond) * 1_000)
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

function track(open: Set<Socket>, socket: Socket): void {
  open.add(socket)
  socket.once('close', () => open.delete(socket))
}
