'use client'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import { completeSetup } from '#lib/access/actions.ts'
import { EntryField } from './entry-field.tsx'
import { EntryNotice } from './entry-notice.tsx'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Asks for the code and the first admin's facts. What was typed stays when something is wrong with it. */
export function SetupForm() {
  const { problem, pending, submit } = useReplyForm(completeSetup, () => location.assign('/sign-in?made'))
  return (
    <form onSubmit={submit}>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      <EntryField
        id="code"
        label="One-time code"
        required
        maxLength={60}
        autoComplete="off"
        autoFocus
        spellCheck={false}
      />
      <EntryField id="name" label="Your name" required maxLength={80} autoComplete="name" />
      <EntryField id="email" label="E-mail" type="email" required maxLength={254} autoComplete="username" />
      <PasswordField
        autoComplete="new-password"
        minLength={15}
        hint="At least 15 characters: a few words are easy to remember."
      />
      <SubmitButton pending={pending}>Make the admin</SubmitButton>
    </form>
  )
}
