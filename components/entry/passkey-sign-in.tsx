'use client'
import { OrLine } from '#components/factors/or-line.tsx'
import { PasskeyButton } from '#components/factors/passkey-button.tsx'
import { askToSignIn, signInByPasskey } from '#lib/factors/sign-in-actions.ts'

/** The way in without typing anything. `next` has been checked by the page. */
export function PasskeySignIn({ next }: { next: string }) {
  return (
    <>
      <PasskeyButton
        ask={() => askToSignIn({})}
        answer={signInByPasskey}
        onPassed={() => location.assign(next)}
      />
      <OrLine>or with a password</OrLine>
    </>
  )
}
