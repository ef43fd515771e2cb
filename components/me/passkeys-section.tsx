'use client'
import { type FormEvent, useState } from 'react'
import { makePasskey, NOT_MADE } from '#components/factors/passkey-browser.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { addPasskey, beginPasskey, removeFactor, renameFactor } from '#lib/factors/actions.ts'
import type { FactorView } from '#lib/factors/model.ts'
import { FactorRow } from './factor-row.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

type PasskeysSectionProps = {
  passkeys: readonly FactorView[]
  onCodes: (codes: readonly string[] | null) => void
}

type Asking = { what: 'rename' | 'remove'; passkey: FactorView }

/** Passkeys: each signs its owner in by itself. */
export function PasskeysSection({ passkeys, onCodes }: PasskeysSectionProps) {
  const { call, run, pending, problem } = useOwnDoor()
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const rename = (id: string, name: string) => {
    close()
    run(async () => ((await call(() => renameFactor({ id, name }))) ? 'The passkey is renamed' : null))
  }
  const remove = (id: string) => {
    close()
    run(async () => ((await call(() => removeFactor({ id }))) ? 'The passkey is removed' : null))
  }
  return (
    <Section
      title="Passkeys"
      about="A fingerprint, a face, or a security key: signs you in without a password and needs no code."
    >
      {passkeys.length > 0 && (
        <ul>
          {passkeys.map((passkey) => (
            <FactorRow key={passkey.id} factor={passkey}>
              <Button
                disabled={pending}
                aria-label={`Rename ${visibleText(passkey.name)}`}
                onClick={() => setAsking({ what: 'rename', passkey })}
              >
                Rename
              </Button>
              <Button
                disabled={pending}
                aria-label={`Remove ${visibleText(passkey.name)}`}
                onClick={() => setAsking({ what: 'remove', passkey })}
              >
                Remove
              </Button>
            </FactorRow>
          ))}
        </ul>
      )}
      <AddPasskey onCodes={onCodes} />
      <FormProblem>{problem}</FormProblem>
      {asking?.what === 'rename' && (
        <RenameDialog
          name={asking.passkey.name}
          onRename={(name) => rename(asking.passkey.id, name)}
          onClose={close}
        />
      )}
      {asking?.what === 'remove' && (
        <RemoveDialog name={asking.passkey.name} onRemove={() => remove(asking.passkey.id)} onClose={close} />
      )}
    </Section>
  )
}

function AddPasskey({ onCodes }: Pick<PasskeysSectionProps, 'onCodes'>) {
  const { call, run, pending, problem, setProblem } = useOwnDoor()
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const name = String(new FormData(form).get('name'))
    run(async () => {
      const offer = await call(() => beginPasskey({}))
      if (!offer) return null
      const made = await makePasskey(offer.value, name)
      if (made === null) {
        setProblem(NOT_MADE)
        return null
      }
      const added = await call(() => addPasskey(made))
      if (!added) return null
      form.reset()
      onCodes(added.value.codes)
      return 'The passkey is added'
    })
  }
  return (
    <form onSubmit={add} className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label="Name of the new passkey"
          name="name"
          placeholder="This computer"
          required
          maxLength={40}
          autoComplete="off"
          className="w-60"
        />
        <Button type="submit" className="h-8" disabled={pending}>
          Add a passkey
        </Button>
      </div>
      <FormProblem>{problem}</FormProblem>
    </form>
  )
}
