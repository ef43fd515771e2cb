import type { Metadata } from 'next'
import { AcceptForm } from '#components/entry/accept-form.tsx'
import { DeadLink } from '#components/entry/dead-link.tsx'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { currentLink } from '#lib/people/current-link.ts'

export const metadata: Metadata = { title: 'Invite', referrer: 'no-referrer' }
export const dynamic = 'force-dynamic'

/** Where somebody who was invited makes their account. */
export default async function InvitePage() {
  const link = await currentLink('invite')
  if (!link) return <DeadLink title="This invite is not valid any more" />
  return (
    <>
      <EntryHeading title="Welcome to Gavel">Your account will be {link.email}.</EntryHeading>
      <AcceptForm name={link.name} email={link.email} />
    </>
  )
}
