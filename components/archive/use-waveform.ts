'use client'
import { useEffect, useRef, useState } from 'react'
import type { ArchiveView } from '#lib/live/model.ts'
import { mixed, peaksOf } from './peaks.ts'

/** Decoding takes the whole file and a hundred times its time into memory: longer ones are not drawn. */
const LARGEST_BYTES = 64_000_000
const LONGEST_SECONDS = 1_800
/** Enough for how loud it is, and little to hold. */
const SAMPLE_RATE = 8_000
const BARS = 160

export type Waveform =
  | { state: 'drawn'; peaks: readonly number[] }
  | { state: 'waiting' | 'too-large' | 'silent' | 'unreadable' }

/** Where a sound can be had, and at which second of the recording it begins. */
export type Sound = { url: string; from: number }

/** How loud a recording is along its time, decoded in this browser out of what the player plays. */
export function useWaveform(
  { size, duration }: ArchiveView,
  sounds: readonly Sound[],
  on: boolean,
): Waveform {
  const [waveform, setWaveform] = useState<Waveform>({ state: 'waiting' })
  const latest = useRef(sounds)
  useEffect(() => {
    latest.current = sounds
  })
  const tooLarge = (size ?? 0) > LARGEST_BYTES || (duration ?? 0) > LONGEST_SECONDS
  useEffect(() => {
    if (!on || tooLarge) return
    const stop = new AbortController()
    draw(latest.current, stop.signal).then(setWaveform, () => {
      if (!stop.signal.aborted) setWaveform({ state: 'unreadable' })
    })
    return () => stop.abort()
  }, [on, tooLarge])
  return tooLarge ? { state: 'too-large' } : waveform
}

async function draw(sounds: readonly Sound[], signal: AbortSignal): Promise<Waveform> {
  const heard: { samples: Float32Array; from: number }[] = []
  for (const { url, from } of sounds) {
    const samples = await decode(url, signal)
    if (samples) heard.push({ samples, from })
  }
  if (heard.length === 0) return { state: 'unreadable' }
  const peaks = peaksOf(mixed(heard, SAMPLE_RATE), BARS)
  return peaks.some((peak) => peak > 0) ? { state: 'drawn', peaks } : { state: 'silent' }
}

/** Null for what has no sound that this browser could draw. */
async function decode(url: string, signal: AbortSignal): Promise<Float32Array | null> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) return null
  try {
    const sound = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(await answer.arrayBuffer())
    return sound.getChannelData(0)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof DOMException) return null
    throw error
  }
}
