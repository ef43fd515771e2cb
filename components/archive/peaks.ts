/** How loud it is along a recording: so many bars, each the loudest of its stretch, from 0 to 1. */
export function peaksOf(samples: Float32Array, bars: number): number[] {
  const length = Math.max(1, Math.floor(samples.length / bars))
  const peaks = Array.from({ length: Math.min(bars, samples.length) }, (_, bar) => {
    let peak = 0
    const end = Math.min(samples.length, (bar + 1) * length)
    for (let at = bar * length; at < end; at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0))
    return peak
  })
  const loudest = Math.max(...peaks, 0)
  return loudest > 0 ? peaks.map((peak) => peak / loudest) : peaks
}

/** Sounds that lie side by side, each from its second on, as one. */
export function mixed(
  sounds: readonly { samples: Float32Array; from: number }[],
  rate: number,
): Float32Array {
  const [first] = sounds
  if (sounds.length === 1 && first?.from === 0) return first.samples
  const starts = sounds.map(({ from }) => Math.round(from * rate))
  const length = Math.max(0, ...sounds.map(({ samples }, at) => (starts[at] ?? 0) + samples.length))
  const all = new Float32Array(length)
  for (const [at, { samples }] of sounds.entries()) {
    const start = starts[at] ?? 0
    for (const [index, sample] of samples.entries()) all[start + index] = (all[start + index] ?? 0) + sample
  }
  return all
}
