'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { SecurityPage } from '#lib/factors/model.ts'
import { askForAddress } from '#lib/people/address-actions.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

/** Another address, once a letter sent there was opened. */
export function AddressSection({ page: { email, onlyByProvider } }: { page: SecurityPage }) {
  const { call, run, pending, problem } = useOwnDoor()
  const [askedFor, setAskedFor] = useState<string | null>(null)
  const about = `Letters go to ${visibleText(email, 254)}.`
  if (onlyByProvider)
    return (
      <Section title="E-mail address" about={about}>
        <p className="text-ink-2 text-sm">
          Your only way in is your organisation’s sign-in, so your address is changed there, by whoever runs
          it.
        </p>
      </Section>
    )
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const wanted = String(new FormData(form).get('email'))
    setAskedFor(null)
    run(async () => {
      if (!(await call(() => askForAddress({ email: wanted })))) return null
      form.reset()
      setAskedFor(wanted)
      return 'A letter is on its way'
    })
  }
  return (
    <Section title="E-mail address" about={`${about} After a change your other devices are signed out.`}>
      <form onSubmit={ask} className="grid max-w-80 gap-3">
        <Field
          label="New e-mail address"
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          hint="A link is sent there. It opens once, within half an hour."
        />
        <FormProblem>{problem}</FormProblem>
        {askedFor !== null && (
          <p className="text-ink-2 text-sm">
            Open the link in the letter to {visibleText(askedFor, 254)}, in this browser. Until then nothing
            changes.
          </p>
        )}
        <Button type="submit" className="justify-self-start" disabled={pending}>
          Send the link
        </Button>
      </form>
    </Section>
  )
}
