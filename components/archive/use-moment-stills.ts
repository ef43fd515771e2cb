'use client'
import { useEffect, useRef, useState } from 'react'
import type { Moment } from './moments.ts'

/** Each picture asks for a part of the file: of an evening full of moments the first ones have one. */
const MOST = 40
const WIDTH = 128
/** Seconds: at the very end some browsers show nothing. */
const BEFORE_END = 0.2

/** Small pictures by the second in which they were; of what there is none, nothing stands there. */
export type MomentStills = ReadonlyMap<number, string>

/**
 * What was to be seen at each moment, taken in this browser out of the file that the player plays, one after the other, once the
 * player has its own first picture (`url` is null before). Those that are there already are not taken again.
 */
export function useMomentStills(moments: readonly Moment[], url: string | null): MomentStills {
  const [stills, setStills] = useState<MomentStills>(new Map())
  const from = useRef(url)
  const taken = useRef(new Set<number>())
  useEffect(() => {
    from.current = url
  })
  const ready = url !== null
  const seconds = [...new Set(moments.map(stillSecond))].slice(0, MOST).join(' ')
  useEffect(() => {
    if (!ready || !from.current || seconds === '') return
    const stop = new AbortController()
    const missing = seconds
      .split(' ')
      .map(Number)
      .filter((second) => !taken.current.has(second))
    void takeEach(from.current, missing, stop.signal, (second, picture) => {
      taken.current.add(second)
      setStills((now) => new Map(now).set(second, picture))
    })
    return () => stop.abort()
  }, [ready, seconds])
  return stills
}

/** A little after it happened: it is to be seen then. */
export const stillSecond = ({ second }: Moment): number => Math.floor(second) + 1

async function takeEach(
  url: string,
  seconds: readonly number[],
  signal: AbortSignal,
  onTaken: (second: number, picture: string) => void,
): Promise<void> {
  const video = document.createElement('video')
  Object.assign(video, { muted: true, preload: 'auto', src: url })
  // When it breaks off the lines stand without pictures; what is wrong, the player says.
  let goesOn = await heard(video, 'loadedmetadata', signal)
  for (const second of seconds) {
    if (!goesOn) break
    video.currentTime = Math.max(0, Math.min(second, video.duration - BEFORE_END))
    goesOn = await heard(video, 'seeked', signal)
    const picture = goesOn && drawn(video)
    if (picture) onTaken(second, picture)
  }
  video.removeAttribute('src')
  video.load() // lets go of the connection
}

/** Whether it came to this, and not to an end before. */
function heard(video: HTMLVideoElement, name: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const once = { once: true, signal }
    video.addEventListener(name, () => resolve(true), once)
    video.addEventListener('error', () => resolve(false), once)
    signal.addEventListener('abort', () => resolve(false), { once: true })
    if (signal.aborted) resolve(false)
  })
}

function drawn(video: HTMLVideoElement): string | null {
  if (video.videoWidth === 0) return null
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = Math.round((WIDTH / video.videoWidth) * video.videoHeight)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.7)
}
