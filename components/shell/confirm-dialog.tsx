'use client'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { confirmByPassword } from '#lib/access/actions.ts'

/** "Is it you?", by the password. */
export function ConfirmDialog({ onClose }: { onClose: (confirmed: boolean) => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    startTransition(async () => {
      const reply = await confirmByPassword({ password }).catch(() => null)
      if (reply?.ok) onClose(true)
      else setProblem(reply?.message ?? 'Gavel could not be reached. Try again.')
    })
  }
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title="Is it you?"
      description="This can do harm, so it is asked once more. The answer counts for five minutes."
    >
      <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={1_024}
        />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size="lg" disabled={pending}>
          Confirm
        </Button>
      </form>
    </Dialog>
  )
}
