'use client'
import { type RefObject, useEffect, useState } from 'react'

/** How long a hidden page keeps its pictures: a glance at another tab should not cost a new key frame. */
const HIDDEN_KEEPS = 10_000

export type Sight = { inSight: boolean; width: number }

/** Whether an element can be seen (scrolled into view, on a page that is shown), and how wide it is drawn. */
export function useInSight(element: RefObject<HTMLElement | null>): Sight {
  const [onScreen, setOnScreen] = useState(false)
  const [width, setWidth] = useState(0)
  const shown = usePageShown()
  useEffect(() => {
    const box = element.current
    if (!box) return
    const sight = new IntersectionObserver(([entry]) => setOnScreen(entry?.isIntersecting ?? false), {
      rootMargin: '40px',
    })
    const size = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    sight.observe(box)
    size.observe(box)
    return () => {
      sight.disconnect()
      size.disconnect()
    }
  }, [element])
  return { inSight: onScreen && shown, width }
}

function usePageShown(): boolean {
  const [shown, setShown] = useState(true)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => setShown(false), HIDDEN_KEEPS)
      else setShown(true)
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return shown
}
