'use client'
import { useState } from 'react'
import { EntryField } from './entry-field.tsx'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type SignInFormProps = {
  csrfToken: string
  next: string
  retry: boolean
  /** Another way stands before it, whose button is the main one. */
  second: boolean
}

/** A plain form, posted by the browser itself: signing in works before, and without, any script. */
export function SignInForm({ csrfToken, next, retry, second }: SignInFormProps) {
  const [sent, setSent] = useState(false)
  return (
    <form method="post" action="/api/auth/callback/credentials" onSubmit={() => setSent(true)}>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={next} />
      <EntryField
        id="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        maxLength={254}
        autoFocus={!retry}
      />
      <PasswordField autoComplete="current-password" />
      <SubmitButton pending={sent} variant={second ? 'neutral' : 'primary'}>
        Continue
      </SubmitButton>
    </form>
  )
}
