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
