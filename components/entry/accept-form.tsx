'use client'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import { acceptInvite } from '#lib/people/entry-actions.ts'
import { EntryField } from './entry-field.tsx'
import { EntryNotice } from './entry-notice.tsx'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** The name others will see, and a password; the address is the one that was invited. */
export function AcceptForm({ name, email }: { name: string; email: string }) {
  const { problem, pending, submit } = useReplyForm(
    ({ name: typed, password }) => acceptInvite({ name: typed, password }),
    () => location.assign('/'),
  )
  return (
    <form onSubmit={submit}>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <EntryField
        id="name"
        label="Your name"
        defaultValue={name}
        required
        maxLength={80}
        autoComplete="name"
      />
      <PasswordField
        autoComplete="new-password"
        minLength={15}
        hint="At least 15 characters: a few words are easy to remember."
        autoFocus
      />
      <SubmitButton pending={pending}>Make the account</SubmitButton>
    </form>
  )
}
