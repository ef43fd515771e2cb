'use client'
import { useSyncExternalStore } from 'react'
import { clock } from './clock.ts'
import { useServerClock } from './clock-provider.tsx'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let current = 0

/**
 * The server's time in whole steps (a second, if nothing else is said): who asks is drawn anew once a step, not oftener.
 * One timer for everything that ticks, none when nothing does or nobody looks.
 */
export function useNow(step = 1_000): number {
  const drawnAt = useServerClock().at
  return useSyncExternalStore(
    subscribe,
    () => wholeSteps(read(), step),
    () => wholeSteps(drawnAt, step),
  )
}

function read(): number {
  if (!timer) current = clock.now()
  return current
}

function tick(): void {
  if (document.hidden) return
  current = clock.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!timer) {
    current = clock.now()
    timer = setInterval(tick, 1_000)
    document.addEventListener('visibilitychange', tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', tick)
  }
}

const wholeSteps = (time: number, step: number): number => Math.floor(time / step) * step
