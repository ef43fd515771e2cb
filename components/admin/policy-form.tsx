'use client'
import type { FormEvent } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import type { Policy } from '#lib/people/model.ts'
import { savePolicy } from '#lib/people/role-actions.ts'

const FIELDS = [
  {
    name: 'idleMinutesAdmin',
    label: 'Admins are signed out after so many minutes without a click',
    min: 5,
    max: 720,
  },
  { name: 'idleMinutes', label: 'All others after', min: 5, max: 1_440 },
  { name: 'absoluteHours', label: 'Everybody signs in anew after so many hours', min: 1, max: 720 },
] as const

/** How long a sign-in lasts. */
export function PolicyForm({ policy }: { policy: Policy }) {
  const { run, pending, problem } = useDoor()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = Object.fromEntries(FIELDS.map(({ name }) => [name, Number(form.get(name))]))
    run(() => savePolicy(given), { done: 'Saved' })
  }
  return (
    <form onSubmit={submit} className="grid max-w-md gap-4 px-4 py-5">
      {FIELDS.map(({ name, label, ...bounds }) => (
        <Field
          key={name}
          name={name}
          label={label}
          type="number"
          required
          defaultValue={policy[name]}
          {...bounds}
        />
      ))}
      <p className="text-ink-2 text-xs">
        Works for everybody at their next request. Which roles ask for a second factor is set with the roles.
      </p>
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" variant="primary" className="h-8! justify-self-start" disabled={pending}>
        Save
      </Button>
    </form>
  )
}
