'use client'
import { type FormEvent, useState } from 'react'
import type { ActionReply } from '#lib/access/action-reply.ts'
import { replied } from './replied.ts'

/** What is said where no answer came at all. */
export const UNREACHED = 'Gavel could not be reached. Try again.'

/** A form that one action answers: what was typed stays, and what was wrong is kept to be said beside it. */
export function useReplyForm<Value>(
  send: (typed: Record<string, string>) => Promise<ActionReply<Value>>,
  onDone: (value: Value) => void,
) {
  const [problem, setProblem] = useState<string | null>(null)
  // No transition: one that stands within another ends only with that, and "is it you?" stands within what asks it.
  const [pending, setPending] = useState(false)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
    setPending(true)
    replied(send(typed)).then((reply) => {
      setPending(false)
      if (reply?.ok) onDone(reply.value)
      else setProblem(reply?.message ?? UNREACHED)
    })
  }
  return { problem, pending, submit }
}
