'use client'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { replied } from '#components/ui/replied.ts'
import { UNREACHED } from '#components/ui/use-reply-form.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'
import type { PasskeyQuestion } from '#lib/factors/model.ts'
import { answerPasskey, NO_PASSKEY } from './passkey-browser.ts'

type PasskeyButtonProps = {
  ask: () => Promise<ActionReply<PasskeyQuestion>>
  answer: (given: NonNullable<Awaited<ReturnType<typeof answerPasskey>>>) => Promise<ActionReply<unknown>>
  onPassed: () => void
  variant?: 'primary' | 'neutral'
}

/** Asks the server for a question, a passkey for the answer, and hands it in. */
export function PasskeyButton({ ask, answer, onPassed, variant = 'primary' }: PasskeyButtonProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false) // no transition, as in useReplyForm
  async function tryPasskey(): Promise<string | null> {
    const question = await replied(ask())
    if (!question?.ok) return question?.message ?? UNREACHED
    const given = await answerPasskey(question.value)
    if (given === null) return NO_PASSKEY
    const reply = await replied(answer(given))
    if (!reply?.ok) return reply?.message ?? UNREACHED
    onPassed()
    return null
  }
  async function use(): Promise<void> {
    setProblem(null)
    setPending(true)
    setProblem(await tryPasskey())
    setPending(false)
  }
  return (
    <div className="grid gap-2">
      <Button
        variant={variant}
        size="lg"
        className="w-full aria-disabled:opacity-60"
        aria-disabled={pending}
        onClick={() => pending || void use()}
      >
        <Fingerprint aria-hidden="true" className="size-4" />
        {pending ? 'One moment…' : 'Use a passkey'}
      </Button>
      <FormProblem>{problem}</FormProblem>
    </div>
  )
}
