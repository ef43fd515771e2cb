'use client'
import { type RefObject, useEffect, useState } from 'react'
import type { Sight } from './rows-in-sight.ts'

/** The server, which does not know how high the window is, draws rows for a usual one. */
const USUAL: Sight = { top: 0, height: 900 }

/** Which part of a scrolled element is in sight, below what sticks to its top. */
export function useSight(scroller: RefObject<HTMLElement | null>, stuck: number): Sight {
  const [sight, setSight] = useState(USUAL)
  // Not a layout effect: those of a child run before its parent's element is in its ref.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight - stuck })
    look()
    const resized = new ResizeObserver(look)
    resized.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, stuck])
  return sight
}
