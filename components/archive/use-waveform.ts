'use client'
import { useEffect, useState } from 'react'
import type { ArchiveView } from '#lib/live/model.ts'
import { peaksOf } from './peaks.ts'

/** Decoding takes the whole file and a hundred times its time into memory: longer ones are not drawn. */
const LARGEST_BYTES = 64_000_000
const LONGEST_SECONDS = 1_800
/** Enough for how loud it is, and little to hold. */
const SAMPLE_RATE = 8_000
const BARS = 160

export type Waveform =
  | { state: 'drawn'; peaks: readonly number[] }
  | { state: 'waiting' | 'too-large' | 'silent' | 'unreadable' }

/** How loud a recording is along its time, decoded in this browser out of the file that the player plays. */
export function useWaveform({ size, duration }: ArchiveView, url: string, on: boolean): Waveform {
  const [waveform, setWaveform] = useState<Waveform>({ state: 'waiting' })
  const [from] = useState(url)
  const tooLarge = (size ?? 0) > LARGEST_BYTES || (duration ?? 0) > LONGEST_SECONDS
  useEffect(() => {
    if (!on || tooLarge) return
    const stop = new AbortController()
    decode(from, stop.signal).then(setWaveform, () => {
      if (!stop.signal.aborted) setWaveform({ state: 'unreadable' })
    })
    return () => stop.abort()
  }, [on, tooLarge, from])
  return tooLarge ? { state: 'too-large' } : waveform
}

async function decode(url: string, signal: AbortSignal): Promise<Waveform> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) return { state: 'unreadable' }
  const sound = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(await answer.arrayBuffer())
  const peaks = peaksOf(sound.getChannelData(0), BARS)
  return peaks.some((peak) => peak > 0) ? { state: 'drawn', peaks } : { state: 'silent' }
}
