'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useGuarded } from '#components/shell/confirm-yourself.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import { UNREACHED } from '#components/ui/use-reply-form.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'

/** One change of one's own: asks who it is where the door wants to know, keeps what went wrong, draws the page anew. */
export function useOwnDoor() {
  const guarded = useGuarded()
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  /** Resolves with the value; null when it was refused (which is shown) or nobody confirmed it. */
  async function call<Value>(door: () => Promise<ActionReply<Value>>): Promise<{ value: Value } | null> {
    setProblem(null)
    const reply = await replied(guarded(door))
    if (reply?.ok) return { value: reply.value }
    if (reply?.code !== 'confirm-yourself') setProblem(reply?.message ?? UNREACHED)
    return null
  }

  function run(work: () => Promise<string | null>): void {
    startTransition(async () => {
      const done = await work()
      if (done === null) return
      announce(done, 'own')
      router.refresh()
    })
  }

  return { call, run, pending, problem, setProblem }
}
