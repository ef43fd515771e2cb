'use client'
import { type RefObject, useEffect, useRef } from 'react'

/** Shows how loud a microphone is on `--level` of the element, from 0 to 1. Drawn past React: it moves many times a second. */
export function useLoudness<E extends HTMLElement>(stream: MediaStream | null): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    const source = context.createMediaStreamSource(stream)
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      element.current?.style.setProperty('--level', loudness(samples).toFixed(2))
    }, 80)
    return () => {
      clearInterval(timer)
      source.disconnect()
      void context.close()
    }
  }, [stream])
  return element
}

/** Root mean square on a scale where quiet speech is a third and loud speech is all. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-10)
  return Math.min(1, Math.max(0, (decibels + 60) / 50))
}
