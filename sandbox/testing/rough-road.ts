/** UDP between two ends that loses datagrams: what a bad line is to media, without any waiting. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

export type RoughRoad = {
  /** The address under which the one end reaches the other, for its candidates; `port` is where the other really is. */
  towards: (side: 'near' | 'far', port: number) => Promise<number>
  /** Whether the datagram is lost; asked of each once the road is rough. */
  lose: (datagram: Buffer) => boolean
  counts: { carried: number; lost: number }
  close: () => void
}

/** Every `n`-th is lost: the same each time, and no two in a row. */
export const everyNth = (n: number): ((datagram: Buffer) => boolean) => {
  let count = 0
  return () => ++count % n === 0
}

const bound = async (): Promise<Socket> => {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

/**
 * Two sockets back to back. What arrives at the near one leaves from the far one, and the other way round, so that each end sees
 * one address only.
 */
export const openRoughRoad = async (): Promise<RoughRoad> => {
  const sockets = { near: await bound(), far: await bound() }
  const ends: { near: number | null; far: number | null } = { near: null, far: null }
  const road: RoughRoad = {
    towards: async (side, port) => {
      ends[side] = port
      return sockets[side === 'near' ? 'far' : 'near'].address().port
    },
    lose: () => false,
    counts: { carried: 0, lost: 0 },
    close: () => {
      for (const socket of Object.values(sockets)) socket.close()
    },
  }
  const carry = (from: 'near' | 'far', to: 'near' | 'far') =>
    sockets[from].on('message', (datagram) => {
      const port = ends[to]
      if (port === null) return
      const isLost = road.lose(datagram)
      road.counts[isLost ? 'lost' : 'carried'] += 1
      if (!isLost) sockets[to].send(datagram, port, '127.0.0.1')
    })
  carry('near', 'far')
  carry('far', 'near')
  return road
}
