'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'
import { useGuarded } from './confirm-yourself.tsx'

/**
 * Calls one door after another for a part of a page: asks "is it you?" when the door wants to know, says what was refused,
 * and fetches the page anew when something was changed.
 */
export function useDoor() {
  const guarded = useGuarded()
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  function run<Value>(
    action: () => Promise<ActionReply<Value>>,
    { done, onDone }: { done: string; onDone?: (value: Value) => void },
  ): void {
    startTransition(async () => {
      const reply = await replied(guarded(action))
      if (!reply?.ok) return setProblem(reply?.message ?? 'Gavel did not answer. Try again in a moment.')
      setProblem(null)
      announce(done, 'own')
      onDone?.(reply.value)
      router.refresh()
    })
  }
  return { run, pending, problem, forget: () => setProblem(null) }
}
