'use client'
import { type ReactNode, useEffect, useState, useTransition } from 'react'
import { OrLine } from '#components/factors/or-line.tsx'
import { makePasskey, NOT_MADE } from '#components/factors/passkey-browser.ts'
import { RecoveryCodes } from '#components/factors/recovery-codes.tsx'
import { Button } from '#components/ui/button.tsx'
import { replied } from '#components/ui/replied.ts'
import { UNREACHED } from '#components/ui/use-reply-form.ts'
import type { AuthenticatorOffer } from '#lib/factors/model.ts'
import {
  beginFirstAuthenticator,
  beginFirstPasskey,
  finishFirstPasskey,
} from '#lib/factors/sign-in-actions.ts'
import { EntryNotice } from './entry-notice.tsx'
import { FirstAuthenticator } from './first-authenticator.tsx'
import { LeaveButton } from './leave-button.tsx'

type SetUpFactorProps = {
  /** They are in: already when they came, or by this very set-up, whose codes are still to be read. */
  signedIn: boolean
  passkeys: boolean
  next: string
}

/** Sets up a first second factor, shows the recovery codes, then goes on to `next`. */
export function SetUpFactor({ signedIn, passkeys, next }: SetUpFactorProps) {
  const [offer, setOffer] = useState<AuthenticatorOffer | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const [cameSignedIn] = useState(signedIn)
  useEffect(() => {
    if (cameSignedIn) location.replace(next)
  }, [cameSignedIn, next])
  const added = (given: readonly string[] | null) => (given ? setCodes(given) : location.assign(next))

  const begin = () =>
    startTransition(async () => {
      const reply = await replied(beginFirstAuthenticator({}))
      if (reply?.ok) setOffer(reply.value)
      else setProblem(reply?.message ?? UNREACHED)
    })
  const addPasskey = () =>
    startTransition(async () => {
      const offered = await replied(beginFirstPasskey({}))
      if (!offered?.ok) return setProblem(offered?.message ?? UNREACHED)
      const made = await makePasskey(offered.value, 'First passkey')
      if (made === null) return setProblem(NOT_MADE)
      const reply = await replied(finishFirstPasskey(made))
      if (reply?.ok) added(reply.value.codes)
      else setProblem(reply?.message ?? UNREACHED)
    })

  if (codes !== null) return <RecoveryCodes codes={codes} onKept={() => location.assign(next)} />
  if (offer !== null) return <FirstAuthenticator offer={offer} onAdded={added} />
  return (
    <>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      {passkeys && (
        <>
          <Choice primary disabled={pending} onClick={addPasskey}>
            Add a passkey
          </Choice>
          <OrLine>or</OrLine>
        </>
      )}
      <Choice primary={!passkeys} disabled={pending} onClick={begin}>
        Set up an authenticator
      </Choice>
      <div className="mt-3">
        <LeaveButton />
      </div>
    </>
  )
}

type ChoiceProps = { primary: boolean; disabled: boolean; onClick: () => void; children: ReactNode }

function Choice({ primary, ...rest }: ChoiceProps) {
  return <Button variant={primary ? 'primary' : 'neutral'} size="lg" className="w-full" {...rest} />
}
