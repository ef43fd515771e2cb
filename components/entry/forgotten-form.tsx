'use client'
import Link from 'next/link'
import { useState } from 'react'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import { askForReset } from '#lib/people/entry-actions.ts'
import { EntryField } from './entry-field.tsx'
import { EntryNotice } from './entry-notice.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Asks for the address. What is answered is the same whoever's it is. */
export function ForgottenForm() {
  const [asked, setAsked] = useState(false)
  const { problem, pending, submit } = useReplyForm(
    ({ email }) => askForReset({ email }),
    () => setAsked(true),
  )
  return (
    <form onSubmit={submit}>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      {asked && (
        <EntryNotice kind="done">
          If there is an account with this address, a link is on its way. Look into your mail, also where it
          puts what it thinks is junk.
        </EntryNotice>
      )}
      <EntryField
        id="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        autoFocus
      />
      <SubmitButton pending={pending}>Send the link</SubmitButton>
      <p className="mt-4.5 text-[12.5px]">
        <Link href="/sign-in" className="text-accent hover:underline">
          Back to sign-in
        </Link>
      </p>
    </form>
  )
}
