import type { Metadata } from 'next'
import { DeadLink } from '#components/entry/dead-link.tsx'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { NewPasswordForm } from '#components/entry/new-password-form.tsx'
import { currentLink } from '#lib/people/current-link.ts'

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' }
export const dynamic = 'force-dynamic'

/** Where a new password is chosen, by the link that was sent. */
export default async function ResetPage() {
  const link = await currentLink('reset')
  if (!link) return <DeadLink title="This link is not valid any more" />
  return (
    <>
      <EntryHeading title="Choose a new password">
        For {link.email}. You are then signed out everywhere.
      </EntryHeading>
      <NewPasswordForm email={link.email} />
    </>
  )
}
