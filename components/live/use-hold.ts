'use client'
import { useEffect, useMemo, useState } from 'react'
import { createHold } from './hold.ts'

const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Whether a hand is in the list, and what to put on the list to know. */
export function useHold() {
  const [held, setHeld] = useState(false)
  const hold = useMemo(() => createHold(later, setHeld), [])
  useEffect(() => hold.stop, [hold])
  const handlers = {
    onPointerEnter: hold.pointIn,
    onPointerLeave: hold.pointOut,
    onPointerDown: hold.touched,
    onKeyDown: hold.touched,
    onFocus: hold.touched,
  }
  return { held, touched: hold.touched, handlers }
}
