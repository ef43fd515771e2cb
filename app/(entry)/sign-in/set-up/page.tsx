import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { SetUpFactor } from '#components/entry/set-up-factor.tsx'
import { currentActor } from '#lib/access/current-actor.ts'
import { currentPartialDevice, STAGE_PATH } from '#lib/access/partial-device.ts'
import { safePath } from '#lib/access/safe-path.ts'
import { passkeysWork } from '#lib/factors/relying-party.ts'
import { env } from '#lib/system/env.ts'

export const metadata: Metadata = { title: 'Set up a second factor' }

/**
 * Where somebody whose role asks for a second factor sets up their first. It is drawn anew with the answer that lets them
 * in, so it must not lead away then: their recovery codes are on it.
 */
export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safePath((await searchParams).next, env().GAVEL_URL)
  const signedIn = (await currentActor()) !== null
  const partial = signedIn ? null : await currentPartialDevice()
  if (!signedIn && partial?.stage !== 'factorMissing')
    redirect(`${partial ? STAGE_PATH[partial.stage] : '/sign-in'}?next=${encodeURIComponent(next)}`)
  return (
    <>
      <EntryHeading title="Set up a second factor">Your role asks for more than a password.</EntryHeading>
      <SetUpFactor signedIn={signedIn} passkeys={passkeysWork()} next={next} />
    </>
  )
}
