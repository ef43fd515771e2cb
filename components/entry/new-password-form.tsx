'use client'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import { setNewPassword } from '#lib/people/entry-actions.ts'
import { EntryNotice } from './entry-notice.tsx'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** One new password. */
export function NewPasswordForm({ email }: { email: string }) {
  const { problem, pending, submit } = useReplyForm(
    ({ password }) => setNewPassword({ password }),
    () => location.assign('/sign-in?changed'),
  )
  return (
    <form onSubmit={submit}>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        autoComplete="new-password"
        minLength={15}
        hint="At least 15 characters: a few words are easy to remember."
        autoFocus
      />
      <SubmitButton pending={pending}>Change the password</SubmitButton>
    </form>
  )
}
