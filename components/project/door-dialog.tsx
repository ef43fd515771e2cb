'use client'
import { type FormEvent, type ReactNode, useState, useTransition } from 'react'
import { useGuarded } from '#components/shell/confirm-yourself.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import type { ActionReply } from '#lib/access/action-reply.ts'

type DoorDialogProps<Value> = {
  title: string
  description: ReactNode
  /** What the button says, and what it says while it is done. */
  verb: string
  doing: string
  danger?: boolean
  /** Calls the door with what was typed. */
  send: (typed: Record<string, string>) => Promise<ActionReply<Value>>
  onDone: (value: Value) => void
  onClose: () => void
  children?: ReactNode
}

/** A form over the page, for one door. What was typed stays when it is refused, and why is said under it. */
export function DoorDialog<Value>(props: DoorDialogProps<Value>) {
  const { title, description, verb, doing, danger = false, send, onDone, onClose, children } = props
  const guarded = useGuarded()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    )
    setProblem(null)
    startTransition(async () => {
      const reply = await guarded(() => send(typed)).catch(() => null)
      if (reply?.ok) onDone(reply.value)
      else setProblem(reply?.message ?? 'Gavel could not be reached. Try again.')
    })
  }
  return (
    <Dialog open onClose={onClose} title={title} description={description}>
      <form onSubmit={submit} className="grid gap-3 px-5 pb-5" autoComplete="off">
        {children}
        <FormProblem>{problem}</FormProblem>
        <div className="flex justify-end gap-2">
          <Button className="h-8!" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} className="h-8!" disabled={pending}>
            {pending ? doing : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
