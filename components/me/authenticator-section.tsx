'use client'
import { type FormEvent, useState } from 'react'
import { AuthenticatorOfferCard } from '#components/factors/authenticator-offer-card.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { beginAuthenticator, finishAuthenticator, removeFactor } from '#lib/factors/actions.ts'
import type { AuthenticatorOffer, FactorView } from '#lib/factors/model.ts'
import { FactorRow } from './factor-row.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

type AuthenticatorSectionProps = {
  authenticator: FactorView | null
  onCodes: (codes: readonly string[] | null) => void
}

/** The app that shows six digits: set up, replaced, removed. */
export function AuthenticatorSection({ authenticator, onCodes }: AuthenticatorSectionProps) {
  const { call, run, pending, problem } = useOwnDoor()
  const [offer, setOffer] = useState<AuthenticatorOffer | null>(null)
  const [removing, setRemoving] = useState(false)

  const begin = () =>
    run(async () => {
      const begun = await call(() => beginAuthenticator({}))
      if (begun) setOffer(begun.value)
      return null
    })
  const finish = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code'))
    run(async () => {
      const added = await call(() => finishAuthenticator({ code }))
      if (!added) return null
      setOffer(null)
      onCodes(added.value.codes)
      return 'The authenticator is set up'
    })
  }
  const remove = (id: string) => {
    setRemoving(false)
    run(async () => ((await call(() => removeFactor({ id }))) ? 'The authenticator is removed' : null))
  }

  return (
    <Section title="Authenticator" about="An app that shows six digits, which you type after your password.">
      {authenticator && (
        <ul>
          <FactorRow factor={authenticator}>
            <Button disabled={pending} onClick={begin}>
              Replace
            </Button>
            <Button disabled={pending} onClick={() => setRemoving(true)}>
              Remove
            </Button>
          </FactorRow>
        </ul>
      )}
      {!authenticator && !offer && (
        <Button className="justify-self-start" disabled={pending} onClick={begin}>
          Set up an authenticator
        </Button>
      )}
      {offer && (
        <>
          <AuthenticatorOfferCard offer={offer} />
          <form onSubmit={finish} className="flex flex-wrap items-end gap-2">
            <Field
              label="Code it shows now"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              maxLength={10}
              className="w-44"
            />
            <Button type="submit" variant="primary" className="h-8" disabled={pending}>
              Confirm the code
            </Button>
            <Button variant="ghost" className="h-8" onClick={() => setOffer(null)}>
              Not now
            </Button>
          </form>
        </>
      )}
      <FormProblem>{problem}</FormProblem>
      {removing && authenticator && (
        <RemoveDialog
          name="the authenticator"
          onRemove={() => remove(authenticator.id)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Section>
  )
}
