'use client'
import { type FormEvent, useState, useTransition } from 'react'
import type { ActionReply } from '#lib/access/action-reply.ts'

/** A form that one action answers: what was typed stays, and what was wrong is said above it. */
export function useEntryForm<Value>(
  send: (given: Record<string, FormDataEntryValue>) => Promise<ActionReply<Value>>,
  onDone: () => void,
) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(event.currentTarget))
    startTransition(async () => {
      const reply = await send(given).catch(() => null)
      if (reply?.ok) onDone()
      else setProblem(reply?.message ?? 'Gavel could not be reached. Try again.')
    })
  }
  return { problem, pending, submit }
}
