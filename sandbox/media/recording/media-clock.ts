/**
 * Turns RTP timestamps into seconds since the recording began. The first packet's arrival is the anchor; but that one may have
 * been under way longer than others (a burst at the start, a busy machine), and sound and picture would be that far apart. The
 * quickest packet of the first seconds tells by how much, so that it can be taken off in the end.
 */
export type MediaClock = {
  at: (timestamp: number, sinceStart: number) => number
  /** Seconds to be added to all times; never more than 0. */
  correction: () => number
}

/** Later the two ends' clocks may have drifted apart, which is not a packet's delay. */
const JUDGED_SECONDS = 10

export const createMediaClock = (rate: number): MediaClock => {
  let first: { timestamp: number; at: number } | null = null
  let last = 0
  let correction = 0
  return {
    at: (timestamp, sinceStart) => {
      first ??= { timestamp, at: sinceStart }
      // Signed 32-bit difference to the last one, so that a wrap of the counter is a small step.
      last += (timestamp - first.timestamp - last) | 0
      const sent = first.at + last / rate
      if (last / rate < JUDGED_SECONDS) correction = Math.min(correction, sinceStart - sent)
      return sent
    },
    correction: () => correction,
  }
}
