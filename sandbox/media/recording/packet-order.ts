/**
 * Puts packets back into the order they were sent in. It holds at most 64; when a hole is older than that,
 * it is given up and what follows goes on (a frame with a hole is dropped later). Numbers are unwrapped.
 */
const HELD = 64
const HALF = 0x8000

export type Numbered = { sequenceNumber: number }

export type PacketOrder<P extends Numbered> = { push: (packet: P) => P[]; flush: () => P[] }

export const createPacketOrder = <P extends Numbered>(): PacketOrder<P> => {
  const held = new Map<number, P>()
  let next: number | null = null

  /** The full number nearest to the expected one. */
  const unwrap = (sequenceNumber: number, near: number): number => {
    const base = near - (near & 0xffff) + sequenceNumber
    if (base - near > HALF) return base - 0x10000
    return near - base > HALF ? base + 0x10000 : base
  }

  const release = (): P[] => {
    const ready: P[] = []
    for (let packet = held.get(next ?? 0); packet && next !== null; packet = held.get(next)) {
      held.delete(next)
      ready.push(packet)
      next += 1
    }
    return ready
  }

  return {
    push: (packet) => {
      const number = unwrap(packet.sequenceNumber, next ?? packet.sequenceNumber)
      next ??= number
      if (number < next) return []
      held.set(number, packet)
      const ready = release()
      if (held.size < HELD) return ready
      next = Math.min(...held.keys())
      return [...ready, ...release()]
    },
    flush: () => {
      const rest = [...held].sort(([left], [right]) => left - right).map(([, packet]) => packet)
      held.clear()
      return rest
    },
  }
}
