import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { SetupForm } from '#components/entry/setup-form.tsx'
import { isSetupOpen } from '#lib/access/setup-state.ts'

export const metadata: Metadata = { title: 'Set up' }
export const dynamic = 'force-dynamic'

/** Where the first admin is made; it is there once. */
export default async function SetupPage() {
  if (!(await isSetupOpen())) notFound()
  return (
    <>
      <EntryHeading title="Make the first admin">
        The code was printed in the window where Gavel was started.
      </EntryHeading>
      <SetupForm />
    </>
  )
}
