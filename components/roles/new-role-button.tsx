'use client'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RoleView } from '#lib/people/model.ts'
import { createRole } from '#lib/people/role-actions.ts'

/** Makes a role that begins as a copy of another. */
export function NewRoleButton({
  roles,
  onMade,
}: {
  roles: readonly RoleView[]
  onMade: (roleId: string) => void
}) {
  const [open, setOpen] = useState(false)
  const [basedOn, setBasedOn] = useState(roles.find(({ key }) => key === 'moderator')?.id ?? '')
  const { run, pending, problem } = useDoor()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = { name: form.get('name'), description: form.get('description'), basedOn }
    const onDone = ({ roleId }: { roleId: string }) => {
      setOpen(false)
      onMade(roleId)
    }
    run(() => createRole(given), { done: 'Role made', onDone })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" className="size-3.5" />
        New role
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="New role"
        description="It begins with what another role allows, as far as you hold that yourself."
      >
        <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
          <Field label="Name" name="name" required maxLength={40} autoComplete="off" />
          <Field label="What it is for" name="description" maxLength={200} autoComplete="off" />
          <SelectField
            label="Based on"
            value={basedOn}
            onChange={setBasedOn}
            options={roles.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
          />
          <FormProblem>{problem}</FormProblem>
          <Button type="submit" variant="primary" className="h-8! justify-self-end" disabled={pending}>
            Make the role
          </Button>
        </form>
      </Dialog>
    </>
  )
}
