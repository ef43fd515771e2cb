'use client'
import { useEffect, useState } from 'react'
import { announce } from './live-region.tsx'

/** Puts text on the clipboard, and says so for two seconds. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
        announce('Copied', 'own')
      },
      () => announce('The browser did not allow copying', 'own'),
    )
  }
  return { copied, copy }
}
