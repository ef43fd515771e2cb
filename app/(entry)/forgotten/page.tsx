import type { Metadata } from 'next'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { ForgottenForm } from '#components/entry/forgotten-form.tsx'

export const metadata: Metadata = { title: 'Forgotten password' }

/** Where somebody asks for a new password. */
export default function ForgottenPage() {
  return (
    <>
      <EntryHeading title="Forgotten your password?">
        A link to a new one is sent to your address. It opens once, within half an hour.
      </EntryHeading>
      <ForgottenForm />
    </>
  )
}
