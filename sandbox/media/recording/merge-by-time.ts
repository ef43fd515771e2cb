export type TimedLane<P extends { timestamp: number }> = {
  packets: AsyncIterator<P>
  add: (packet: P) => Promise<void>
}

/** Takes packets from all lanes in the order of their times: a file interleaved so can be played as it comes. */
export const mergeByTime = async <P extends { timestamp: number }>(
  lanes: readonly TimedLane<P>[],
  signal: AbortSignal,
): Promise<void> => {
  const heads = await Promise.all(lanes.map(async (lane) => ({ lane, next: await lane.packets.next() })))
  for (;;) {
    signal.throwIfAborted()
    let first: { head: (typeof heads)[number]; packet: P } | null = null
    for (const head of heads) {
      if (head.next.done) continue
      const packet = head.next.value
      if (!first || packet.timestamp < first.packet.timestamp) first = { head, packet }
    }
    if (!first) return
    await first.head.lane.add(first.packet)
    first.head.next = await first.head.lane.packets.next()
  }
}
