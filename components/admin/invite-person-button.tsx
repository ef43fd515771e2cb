'use client'
import { UserPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { ShownOnce } from '#components/ui/shown-once.tsx'
import { invite } from '#lib/people/actions.ts'
import type { RoleOption } from '#lib/people/model.ts'
import { askedRole, NO_CHOICE, RolePicker } from './role-picker.tsx'

type Options = { roles: readonly RoleOption[]; projects: readonly { id: string; name: string }[] }

/** Invites somebody to work here: a letter goes out, and the link is shown once for who hands it over otherwise. */
export function InvitePersonButton(options: Options) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" className="size-3.5" />
        Invite
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Invite somebody"
        description="They choose their own password. The link opens once, within three days."
      >
        {open && <InviteForm {...options} />}
      </Dialog>
    </>
  )
}

function InviteForm({ roles, projects }: Options) {
  const { run, pending, problem } = useDoor()
  const [choice, setChoice] = useState(NO_CHOICE)
  const [url, setUrl] = useState<string | null>(null)
  const role = askedRole(choice)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (!role) return
    const given = { name: form.get('name'), email: form.get('email'), roles: [role] }
    run(() => invite(given), { done: 'Invite sent', onDone: (made) => setUrl(made.url) })
  }
  if (url !== null)
    return (
      <div className="px-5 pb-5">
        <ShownOnce label="Invite link" value={url}>
          A letter with this link is on its way. The link is shown this once: only its hash is kept.
        </ShownOnce>
      </div>
    )
  return (
    <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
      <Field label="Name" name="name" required maxLength={80} autoComplete="off" />
      <Field label="E-mail" name="email" type="email" required maxLength={254} autoComplete="off" />
      <RolePicker roles={roles} projects={projects} chosen={choice} onChoose={setChoice} />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" variant="primary" className="h-8! justify-self-end" disabled={pending || !role}>
        Invite
      </Button>
    </form>
  )
}
