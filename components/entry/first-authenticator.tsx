'use client'
import { AuthenticatorOfferCard } from '#components/factors/authenticator-offer-card.tsx'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import type { AuthenticatorOffer } from '#lib/factors/model.ts'
import { finishFirstAuthenticator } from '#lib/factors/sign-in-actions.ts'
import { EntryField } from './entry-field.tsx'
import { EntryNotice } from './entry-notice.tsx'
import { SubmitButton } from './submit-button.tsx'

type FirstAuthenticatorProps = {
  offer: AuthenticatorOffer
  onAdded: (codes: readonly string[] | null) => void
}

/** The seed, and the first code it gives: with that they are in. */
export function FirstAuthenticator({ offer, onAdded }: FirstAuthenticatorProps) {
  const { problem, pending, submit } = useReplyForm(
    ({ code }) => finishFirstAuthenticator({ code }),
    ({ codes }) => onAdded(codes),
  )
  return (
    <>
      <AuthenticatorOfferCard offer={offer} />
      <form onSubmit={submit} className="mt-4">
        {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
        <EntryField
          id="code"
          label="Code it shows now"
          required
          maxLength={10}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
        />
        <SubmitButton pending={pending}>Continue</SubmitButton>
      </form>
    </>
  )
}
