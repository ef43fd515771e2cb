'use client'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { HoldingView, PersonView, RoleOption } from '#lib/people/model.ts'
import { giveRole, takeRole } from '#lib/people/role-actions.ts'
import { askedRole, NO_CHOICE, RolePicker } from './role-picker.tsx'

type Options = { roles: readonly RoleOption[]; projects: readonly { id: string; name: string }[] }

/** What somebody holds: where, since and until when, by whose hand; and the ways to change it. */
export function PersonRoles({
  person,
  mayGive,
  ...options
}: Options & { person: PersonView; mayGive: boolean }) {
  const { run, pending, problem } = useDoor()
  return (
    <section aria-labelledby="roles" className="grid gap-2 border-b px-4 py-5">
      <header className="flex items-center gap-2">
        <h2 id="roles" className="flex-1 font-semibold">
          Roles
        </h2>
        {mayGive && <GiveRoleButton accountId={person.id} {...options} />}
      </header>
      <FormProblem>{problem}</FormProblem>
      {person.holdings.length === 0 && <p className="text-ink-2">They hold nothing, and see nothing.</p>}
      <ul className="divide-y">
        {person.holdings.map((holding) => (
          <li key={holding.id} className="flex min-h-11 items-center gap-3 py-1.5">
            <HoldingWords holding={holding} />
            {holding.mayTake && (
              <Button
                size="sm"
                disabled={pending}
                aria-label={`Take ${visibleText(holding.roleName)} away`}
                onClick={() => run(() => takeRole({ holdingId: holding.id }), { done: 'Role taken away' })}
              >
                Take away
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function HoldingWords({ holding }: { holding: HoldingView }) {
  const { roleName, projectName, since, until, givenBy } = holding
  return (
    <span className="grid min-w-0 flex-1">
      <span className="truncate font-medium">
        {visibleText(roleName)}{' '}
        <span className="font-normal text-ink-2">
          in {projectName === null ? 'all projects' : visibleText(projectName)}
        </span>
      </span>
      <span className="truncate text-ink-2 text-xs">
        Since <Time at={since} />
        {givenBy !== null && <>, by {visibleText(givenBy)}</>}
        {until !== null && (
          <>
            , until <Time at={until} />
          </>
        )}
      </span>
    </span>
  )
}

function GiveRoleButton({ accountId, roles, projects }: Options & { accountId: string }) {
  const [open, setOpen] = useState(false)
  const [choice, setChoice] = useState(NO_CHOICE)
  const { run, pending, problem } = useDoor()
  const role = askedRole(choice)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!role) return
    const onDone = () => {
      setOpen(false)
      setChoice(NO_CHOICE)
    }
    run(() => giveRole({ accountId, role }), { done: 'Role given', onDone })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" className="size-3.5" />
        Give a role
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Give a role"
        description="Works at once. You can give what you hold yourself, where you hold it and for as long."
      >
        <form onSubmit={submit} className="grid gap-3 px-5 pb-5">
          <RolePicker roles={roles} projects={projects} chosen={choice} onChoose={setChoice} />
          <FormProblem>{problem}</FormProblem>
          <Button
            type="submit"
            variant="primary"
            className="h-8! justify-self-end"
            disabled={pending || !role}
          >
            Give the role
          </Button>
        </form>
      </Dialog>
    </>
  )
}
