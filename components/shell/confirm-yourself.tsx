'use client'
import dynamic from 'next/dynamic'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import type { ActionReply } from '#lib/access/action-reply.ts'

// Rarely asked, so it is not in what every page loads first.
const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((loaded) => loaded.ConfirmDialog), {
  ssr: false,
})

/** Calls an action; when it asks who is there, asks, and calls it again. Resolves with the last answer. */
export type Guarded = <Value>(action: () => Promise<ActionReply<Value>>) => Promise<ActionReply<Value>>

const GuardedContext = createContext<Guarded | null>(null)

export function useGuarded(): Guarded {
  const guarded = useContext(GuardedContext)
  if (!guarded) throw new Error('useGuarded outside of the console')
  return guarded
}

/** Around the console: the one question "is it you?", asked when a dangerous action wants to know. */
export function ConfirmYourself({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState(false)
  const answer = useRef<(confirmed: boolean) => void>(null)
  const close = (confirmed: boolean) => {
    setAsking(false)
    answer.current?.(confirmed)
  }
  const guarded: Guarded = useCallback(async (action) => {
    const reply = await action()
    if (reply.ok || reply.code !== 'confirm-yourself') return reply
    const confirmed = await new Promise<boolean>((resolve) => {
      answer.current = resolve
      setAsking(true)
    })
    return confirmed ? action() : reply
  }, [])
  return (
    <GuardedContext value={guarded}>
      {children}
      {asking && <ConfirmDialog onClose={close} />}
    </GuardedContext>
  )
}
