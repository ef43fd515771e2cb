'use client'
import type { FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'

type RenameDialogProps = { name: string; onRename: (name: string) => void; onClose: () => void }

/** Asks for another name. */
export function RenameDialog({ name, onRename, onClose }: RenameDialogProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onRename(String(new FormData(event.currentTarget).get('name')))
  }
  return (
    <Dialog open onClose={onClose} title="Rename the passkey">
      <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
        <Field label="Name" name="name" defaultValue={name} required maxLength={40} autoComplete="off" />
        <Button type="submit" variant="primary" size="lg">
          Rename
        </Button>
      </form>
    </Dialog>
  )
}
