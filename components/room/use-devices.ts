'use client'
import { useCallback, useEffect, useState } from 'react'

/** Which camera and microphone to go in with (null is "without"), and whether they are on at first. */
export type Devices = {
  camera: string | null
  microphone: string | null
  cameraOn: boolean
  microphoneOn: boolean
}

/** What the browser gave of camera and microphone. */
export type Preview =
  | { state: 'asking' }
  | { state: 'ready'; stream: MediaStream }
  | { state: 'refused' }
  | { state: 'missing' }
  | { state: 'busy' }

const BOTH: MediaStreamConstraints = {
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' },
}

/** Camera and microphone for looking and listening to oneself before going in. Given back when the page moves on. */
export function usePreview(wanted: boolean): { preview: Preview; again: () => void } {
  const [preview, setPreview] = useState<Preview>({ state: 'asking' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the person's "Ask again".
  useEffect(() => {
    if (!wanted) return
    let over = false
    let stream: MediaStream | null = null
    void openDevices().then((opened) => {
      if (opened.state === 'ready') stream = opened.stream
      if (over) stop(stream)
      else setPreview(opened)
    })
    return () => {
      over = true
      stop(stream)
    }
  }, [wanted, attempt])
  const again = useCallback(() => {
    setPreview({ state: 'asking' })
    setAttempt((count) => count + 1)
  }, [])
  return { preview, again }
}

/** Both, else only the microphone, else only the camera: a machine without one of them is no reason to stay out. */
async function openDevices(): Promise<Preview> {
  if (!navigator.mediaDevices) return { state: 'missing' }
  let last: Preview = { state: 'missing' }
  for (const wish of [BOTH, { audio: true }, { video: true }]) {
    try {
      return { state: 'ready', stream: await navigator.mediaDevices.getUserMedia(wish) }
    } catch (error) {
      last = { state: troubleOf(error instanceof Error ? error.name : '') }
      if (last.state === 'refused') return last
    }
  }
  return last
}

function troubleOf(name: string): 'refused' | 'missing' | 'busy' {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing'
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
