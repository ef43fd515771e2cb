'use client'
import { useId } from 'react'
import { Field } from '#components/ui/field.tsx'
import { FIELD } from '#components/ui/input.tsx'
import type { PlatformName } from '#lib/projects/model.ts'

/** Where an API secret or a private key is typed or pasted; it is sent once and never comes back. */
export function SecretField({ platform }: { platform: PlatformName }) {
  const id = useId()
  if (platform === 'opentok')
    return (
      <Field
        label="API secret"
        name="secret"
        type="password"
        required
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
    )
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-xs">
        Private key
      </label>
      <textarea
        id={id}
        name="secret"
        required
        rows={5}
        maxLength={10_000}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        className={`${FIELD} block w-full p-2 font-mono text-xs outline-none`}
      />
      <p id={`${id}-hint`} className="text-ink-3 text-xs">
        PKCS#8, from BEGIN PRIVATE KEY to END PRIVATE KEY.
      </p>
    </div>
  )
}

/** Where another address than the platform's public one is typed. */
export function AddressField({ value = '' }: { value?: string }) {
  return (
    <Field
      label="API address"
      name="apiUrl"
      type="url"
      maxLength={500}
      defaultValue={value}
      placeholder="The platform's public address"
      hint="Only for a platform of your own. Leave it empty otherwise."
    />
  )
}

/** Where the secret is typed by which the platform signs callbacks. */
export function SignatureField({ required = false }: { required?: boolean }) {
  return (
    <Field
      label="Signature secret of callbacks"
      name="signatureSecret"
      type="password"
      required={required}
      minLength={16}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      {...(required
        ? {}
        : { hint: 'Without one, callbacks are told apart by a secret in their address, and believed less.' })}
    />
  )
}
