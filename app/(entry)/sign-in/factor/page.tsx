import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { FactorForm } from '#components/entry/factor-form.tsx'
import { currentActor } from '#lib/access/current-actor.ts'
import { currentPartialDevice, STAGE_PATH } from '#lib/access/partial-device.ts'
import { safePath } from '#lib/access/safe-path.ts'
import { factorWays } from '#lib/factors/queries.ts'
import { env } from '#lib/system/env.ts'

export const metadata: Metadata = { title: 'Second factor' }

/** Where a sign-in by password is made whole. */
export default async function FactorPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safePath((await searchParams).next, env().GAVEL_URL)
  if (await currentActor()) redirect(next)
  const partial = await currentPartialDevice()
  if (partial?.stage !== 'factorDue')
    redirect(`${partial ? STAGE_PATH[partial.stage] : '/sign-in'}?next=${encodeURIComponent(next)}`)
  return (
    <>
      <EntryHeading title="One more step">{partial.email}</EntryHeading>
      <FactorForm ways={await factorWays(partial)} next={next} />
    </>
  )
}
