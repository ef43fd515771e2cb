'use client'
import type { FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { changePassword } from '#lib/factors/actions.ts'
import type { SecurityPage } from '#lib/factors/model.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

/** Another password, by whoever knows the present one. */
export function PasswordSection({ page }: { page: SecurityPage }) {
  const { email, hasPassword, shortestPassword: shortest } = page
  const { call, run, pending, problem } = useOwnDoor()
  const change = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const [current, password] = [String(given.get('current') ?? ''), String(given.get('password'))]
    run(async () => {
      if (!(await call(() => changePassword({ current, password })))) return null
      form.reset()
      return 'Your password is changed'
    })
  }
  return (
    <Section title="Password" about="After a change your other devices are signed out.">
      <form onSubmit={change} className="grid max-w-80 gap-3">
        {/* For password managers, which keep a password by the name it belongs to. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {hasPassword && (
          <Field
            label="Present password"
            name="current"
            type="password"
            autoComplete="current-password"
            required
            maxLength={1_024}
          />
        )}
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={shortest}
          maxLength={1_024}
          hint={`At least ${shortest} characters: a few words are easy to remember.`}
        />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" className="justify-self-start" disabled={pending}>
          {hasPassword ? 'Change the password' : 'Set a password'}
        </Button>
      </form>
    </Section>
  )
}
