'use client'
import { useState } from 'react'

/** Rows that were selected one by one. */
export function useMarks() {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setMarked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  return { marked, toggle, clear: () => setMarked(new Set()) }
}
