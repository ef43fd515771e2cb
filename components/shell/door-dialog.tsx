'use client'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'
import { useGuarded } from './confirm-yourself.tsx'

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
  const { problem, pending, submit } = useReplyForm((typed) => guarded(() => send(typed)), onDone)
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
