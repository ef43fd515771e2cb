/** Turns RTP timestamps into seconds since the recording began; the first packet's arrival is the anchor. */
export const createMediaClock = (rate: number): ((timestamp: number, sinceStart: number) => number) => {
  let first: { timestamp: number; at: number } | null = null
  let last = 0
  return (timestamp, sinceStart) => {
    first ??= { timestamp, at: sinceStart }
    // Signed 32-bit difference to the last one, so that a wrap of the counter is a small step.
    last += (timestamp - first.timestamp - last) | 0
    return first.at + last / rate
  }
}
