'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { EntryField } from './entry-field.tsx'
import { forgetEmail, keepEmail, keptEmail } from './kept-email.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type SignInFormProps = {
  csrfToken: string
  next: string
  /** What went wrong, said above; and whether it was with what was typed here. */
  problem: { id: string; typed: boolean } | null
  /** Another way stands before it, whose button is the main one. */
  second: boolean
}

/** A plain form, posted by the browser itself: signing in works before, and without, any script. */
export function SignInForm({ csrfToken, next, problem, second }: SignInFormProps) {
  const [sent, setSent] = useState(false)
  const email = useRef<HTMLInputElement>(null)
  const retry = problem?.typed ?? false
  useEffect(() => {
    if (!retry) return forgetEmail()
    const field = email.current
    if (field?.value !== '') return
    field.value = keptEmail()
    if (field.value === '') field.focus()
  }, [retry])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    setSent(true)
    keepEmail(String(new FormData(event.currentTarget).get('email') ?? ''))
  }
  return (
    <form method="post" action="/api/auth/callback/credentials" onSubmit={submit}>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={next} />
      <EntryField
        ref={email}
        id="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        maxLength={254}
        autoFocus={problem === null}
      />
      <PasswordField autoComplete="current-password" autoFocus={retry} aria-describedby={problem?.id} />
      <SubmitButton pending={sent} variant={second ? 'neutral' : 'primary'}>
        Continue
      </SubmitButton>
    </form>
  )
}
