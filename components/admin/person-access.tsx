'use client'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { deactivate, endDevices, erase, reactivate, sendReset } from '#lib/people/actions.ts'
import type { PersonView } from '#lib/people/model.ts'

/** What can be done about somebody's access, from the mildest on. */
export function PersonAccess({ person }: { person: PersonView }) {
  const { run, pending, problem } = useDoor()
  const { id: accountId, name, state } = person
  const active = state === 'active'
  return (
    <section aria-labelledby="access" className="grid gap-2 px-4 py-5">
      <h2 id="access" className="font-semibold">
        Access
      </h2>
      <p className="max-w-prose text-ink-2">
        {active
          ? 'Deactivating ends every device at once and leaves to others the alerts and reviews they have open. What they did and what they hold stays on file.'
          : 'They cannot sign in. Giving access back gives back what they held.'}
      </p>
      <FormProblem>{problem}</FormProblem>
      <div className="flex flex-wrap gap-2">
        {active && (
          <>
            <Button
              disabled={pending}
              onClick={() => run(() => sendReset({ accountId }), { done: 'Link sent' })}
            >
              Send a link to a new password
            </Button>
            <Button
              disabled={pending}
              onClick={() => run(() => endDevices({ accountId }), { done: 'Signed out everywhere' })}
            >
              Sign out everywhere
            </Button>
            <Button
              variant="danger"
              disabled={pending}
              onClick={() =>
                run(() => deactivate({ accountId }), { done: `${visibleText(name)} deactivated` })
              }
            >
              Deactivate
            </Button>
          </>
        )}
        {state === 'deactivated' && (
          <Button
            disabled={pending}
            onClick={() => run(() => reactivate({ accountId }), { done: `${visibleText(name)} has access` })}
          >
            Give access back
          </Button>
        )}
        <EraseButton person={person} />
      </div>
    </section>
  )
}

function EraseButton({ person: { id, name } }: { person: PersonView }) {
  const [open, setOpen] = useState(false)
  const { run, pending, problem } = useDoor()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('name'))
    run(() => erase({ accountId: id, name: typed }), { done: 'Erased', onDone: () => setOpen(false) })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>Erase their data</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Erase somebody’s data"
        description="Their name, address, devices and factors are removed for good. What they did stays on the record, without a name. This cannot be undone."
      >
        <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
          <Field label={`Type their name: ${visibleText(name)}`} name="name" required autoComplete="off" />
          <FormProblem>{problem}</FormProblem>
          <Button type="submit" variant="danger" className="h-8! justify-self-end" disabled={pending}>
            Erase for good
          </Button>
        </form>
      </Dialog>
    </>
  )
}
